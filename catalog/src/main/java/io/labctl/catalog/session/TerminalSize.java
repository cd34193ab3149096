package io.labctl.catalog.session;

import io.labctl.catalog.error.InvalidInput;

/** How large a terminal is, in characters. */
public record TerminalSize(int columns, int rows) {
    private static final int MOST = 65535;

    public TerminalSize {
        if (columns < 0 || columns > MOST || rows < 0 || rows > MOST) {
            throw new InvalidInput(
                    "a terminal of %d columns and %d rows is none".formatted(columns, rows));
        }
    }
}
