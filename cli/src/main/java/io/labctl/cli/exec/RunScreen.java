package io.labctl.cli.exec;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.RunEvent;
import io.labctl.catalog.report.RunLine;
import io.labctl.catalog.wire.WireJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows what a run tells. What is not understood is left out: a later agent may tell more, and a
 * line of which a part was dropped is none; the report has it all. For use by one thread.
 */
final class RunScreen implements Display {
    /** Longer than what any agent tells of one resource. */
    private static final int LONGEST = 16 * 1024 * 1024;

    private final ServerName server;
    private final Display there;
    private final Function<RunLine, String> words;
    private final ProgressLine progress;
    private final JsonMapper json = WireJson.mapper();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    RunScreen(
            ServerName server,
            Display there,
            Function<RunLine, String> words,
            ProgressLine progress) {
        this.server = server;
        this.there = there;
        this.words = words;
        this.progress = progress;
    }

    @Override
    public boolean out(byte[] bytes) {
        for (byte each : bytes) {
            if (each == '\n') {
                byte[] whole = line.toByteArray();
                line.reset();
                show(whole);
            } else if (line.size() < LONGEST) {
                line.write(each);
            }
        }
        return there.isRead();
    }

    /**
     * What there is of a line that was torn belongs to no other; what follows is read on from where
     * it begins, for the rest of a line is no event by itself.
     */
    @Override
    public void lost(long count) {
        line.reset();
    }

    private void show(byte[] event) {
        try {
            show(WireJson.read(json, event, RunEvent.class, "event"));
        } catch (InvalidInput _) {
            // as the description of this class says
        }
    }

    private void show(RunEvent event) {
        switch (event) {
            case RunEvent.Said said -> lines(List.of(RunLine.of(said.note())));
            case RunEvent.Applied applied -> lines(RunLine.of(applied.resource(), applied.noop()));
            case RunEvent.Progress(int done, int of) -> progress.progress(server, done, of);
            case RunEvent.NotMade(String reason) -> lines(List.of(RunLine.notMade(reason)));
            case RunEvent.Ended ended -> lines(List.of(RunLine.summary(ended.totals())));
        }
    }

    private void lines(List<RunLine> lines) {
        var text = new StringBuilder();
        lines.forEach(each -> text.append(words.apply(each)).append('\n'));
        progress.apart(() -> there.out(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void err(byte[] bytes) {
        progress.apart(() -> there.err(bytes));
    }

    @Override
    public void say(String sentence) {
        progress.apart(() -> there.say(sentence));
    }

    @Override
    public boolean isRead() {
        return there.isRead();
    }

    @Override
    public boolean isFaulty() {
        return there.isFaulty();
    }
}
