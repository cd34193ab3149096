package io.labctl.master.recording;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.TerminalSize;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a recording as asciicast v2: a line for the terminal, then one for each event.
 *
 * @see <a href="https://docs.asciinema.org/manual/asciicast/v2/">asciicast v2</a>
 */
public final class Cast {
    private static final TerminalSize USUAL = new TerminalSize(80, 24);
    private static final String TERM = "TERM";

    private final JsonMapper json;
    private final Head head;

    private record Head(
            int version,
            int width,
            int height,
            long timestamp,
            String command,
            String title,
            Map<String, String> env) {}

    /**
     * Of a command with a terminal.
     *
     * @param server where it ran
     */
    public Cast(JsonMapper json, SessionCommand command, String server, Instant begun) {
        this.json = json;
        TerminalSize size = sizeOf(command.terminal());
        String line = String.join(" ", command.argv());
        this.head =
                new Head(
                        2,
                        size.columns(),
                        size.rows(),
                        begun.getEpochSecond(),
                        line,
                        "%s: %s".formatted(server, line),
                        Map.of(TERM, command.environment().getOrDefault(TERM, "xterm")));
    }

    /** One that does not know its size says 0. */
    private static TerminalSize sizeOf(@Nullable TerminalSize told) {
        TerminalSize size = Objects.requireNonNullElse(told, USUAL);
        return size.columns() == 0 || size.rows() == 0 ? USUAL : size;
    }

    String head() {
        return json.writeValueAsString(head);
    }

    /**
     * Without the head.
     *
     * @param text of the output before, which goes on with this
     */
    List<String> lines(Piece piece, Utf8Text text) {
        var lines = new ArrayList<String>();
        for (Event each : piece.events()) {
            add(lines, each, text);
        }
        if (piece.ending().isLast()) {
            add(lines, piece.progress().millis(), "o", text.rest());
        }
        return lines;
    }

    private void add(List<String> lines, Event event, Utf8Text text) {
        Frame frame = event.frame();
        if (frame.kind() == FrameKind.SIZE) {
            TerminalSize size = frame.size();
            add(lines, event.millis(), "r", "%dx%d".formatted(size.columns(), size.rows()));
        } else if (frame.kind() == FrameKind.LOST) {
            String missing = "%d bytes are missing here".formatted(frame.number());
            add(lines, event.millis(), "m", missing);
        } else {
            add(lines, event.millis(), "o", text.next(frame.content()));
        }
    }

    private void add(List<String> lines, long millis, String kind, String content) {
        if (!content.isEmpty()) {
            lines.add(
                    json.writeValueAsString(List.of(BigDecimal.valueOf(millis, 3), kind, content)));
        }
    }
}
