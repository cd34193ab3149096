package io.labctl.cli.replay;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.session.TerminalSize;
import io.labctl.catalog.wire.WireJson;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of an asciicast v2.
 *
 * @param at since its begin
 * @param kind {@code o} for output, {@code r} for another size, {@code m} for a remark
 */
record CastEvent(Duration at, String kind, String text) {
    private static final JsonMapper JSON = WireJson.mapper();
    private static final double NANOS = 1e9;

    private record Head(int width, int height) {}

    /**
     * Of the first line.
     *
     * @throws Conflict when it is none
     */
    static TerminalSize size(String line) {
        try {
            Head head = JSON.readValue(line, Head.class);
            return new TerminalSize(head.width(), head.height());
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    /**
     * Of any other line.
     *
     * @throws Conflict when it is none
     */
    static CastEvent of(String line) {
        try {
            List<Object> parts = JSON.readValue(line, new TypeReference<List<Object>>() {});
            double seconds = ((Number) parts.get(0)).doubleValue();
            return new CastEvent(
                    Duration.ofNanos(Math.round(seconds * NANOS)),
                    Objects.toString(parts.get(1)),
                    Objects.toString(parts.get(2)));
        } catch (JacksonException | IndexOutOfBoundsException | ClassCastException e) {
            throw unreadable(e);
        }
    }

    private static Conflict unreadable(RuntimeException e) {
        return new Conflict("labd gave a recording that this labctl cannot read", e);
    }
}
