package io.labctl.catalog.resource;

/** The name of a service: one plain word, which is no path and no option of a program. */
public record ServiceName(String value) {
    public ServiceName {
        Rules.word("service", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
