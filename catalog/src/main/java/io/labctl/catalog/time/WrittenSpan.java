package io.labctl.catalog.time;

import java.time.Duration;

/**
 * A span out of data or settings that may be refused for its length: who wrote {@code 0d} looks for
 * that and not for {@code 0s}.
 */
public record WrittenSpan(Duration length, String text) {
    @Override
    public String toString() {
        return text;
    }
}
