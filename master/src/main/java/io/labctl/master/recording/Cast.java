package io.labctl.master.recording;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.TerminalSize;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a recording as asciicast v2: a line for the terminal, then one for each event. For use by
 * one thread.
 *
 * @see <a href="https://docs.asciinema.org/manual/asciicast/v2/">asciicast v2</a>
 */
public final class Cast {
    private static final TerminalSize USUAL = new TerminalSize(80, 24);
    private static final String TERM = "TERM";

    private final JsonMapper json;
    private final Head head;
    private final Utf8Text text = new Utf8Text();
    private long millis;

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
        return json.writeValueAsString(head) + "\n";
    }

    String lines(Piece piece) {
        var lines = new StringBuilder();
        for (Event each : piece.events()) {
            millis = each.millis();
            add(lines, each.frame());
        }
        if (piece.last()) {
            line(lines, "o", text.rest());
        }
        return lines.toString();
    }

    private void add(StringBuilder lines, Frame frame) {
        if (frame.kind() == FrameKind.SIZE) {
            TerminalSize size = frame.size();
            line(lines, "r", "%dx%d".formatted(size.columns(), size.rows()));
        } else if (frame.kind() == FrameKind.LOST) {
            line(lines, "m", "%d bytes are missing here".formatted(frame.number()));
        } else {
            line(lines, "o", text.next(frame.content()));
        }
    }

    private void line(StringBuilder lines, String kind, String content) {
        if (!content.isEmpty()) {
            lines.append(
                            json.writeValueAsString(
                                    List.of(BigDecimal.valueOf(millis, 3), kind, content)))
                    .append('\n');
        }
    }
}
