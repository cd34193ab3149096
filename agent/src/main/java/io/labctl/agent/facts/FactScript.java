package io.labctl.agent.facts;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.yaml.YamlDocument;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** Runs a script whose standard output are facts: lines of {@code name=value}, YAML or JSON. */
final class FactScript {
    private static final Pattern FIRST_LINE = Pattern.compile("\\s*+[A-Za-z0-9_-]++[ \\t]*+=");

    private final Commands commands;
    private final Duration limit;

    FactScript(Commands commands, Duration limit) {
        this.commands = commands;
        this.limit = limit;
    }

    /**
     * What it says. What it started is killed with it; only a daemon with a session of its own
     * outlives it.
     *
     * @throws Unavailable when it fails or takes too long
     * @throws InvalidInput when it must not be run, or does not say facts
     */
    SortedMap<String, Object> facts(Path script) throws IOException {
        FactFile.mustBeProgram(script);
        Finished finished = finished(script);
        byte[] bytes = finished.out().getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= YamlDocument.LARGEST) { // of more than that, only the end is kept
            throw new InvalidInput(
                    "it wrote more than the %d bytes that are read"
                            .formatted(YamlDocument.LARGEST));
        }
        if (!finished.isText()) {
            throw new InvalidInput("what it wrote is not text in UTF-8");
        }
        byte[] text = FactFile.withoutMark(bytes);
        return isLines(text) ? FactText.lines(text) : FactText.yaml(text);
    }

    /** Also where the first line is a comment, or is not as it should be. */
    private static boolean isLines(byte[] bytes) {
        return FIRST_LINE.matcher(new String(bytes, StandardCharsets.UTF_8)).lookingAt()
                || FactText.isPlain(bytes);
    }

    private Finished finished(Path script) throws IOException {
        Command command = Command.of(List.of(script.toString()), limit).leavingNothing();
        try {
            Finished finished = commands.run(command);
            if (!finished.ok()) {
                throw new Unavailable(finished.reasonWithoutOutput("it", command));
            }
            return finished;
        } catch (InterruptedIOException e) {
            throw new Unavailable("it was stopped with the run", e);
        }
    }
}
