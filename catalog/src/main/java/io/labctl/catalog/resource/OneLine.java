package io.labctl.catalog.resource;

/** Text without control characters, so that it stays in its line of a file. */
public record OneLine(String value) {
    public OneLine {
        Rules.oneLine("text", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
