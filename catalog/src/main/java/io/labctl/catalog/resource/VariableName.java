package io.labctl.catalog.resource;

/** The name of an environment variable. */
public record VariableName(String value) implements Comparable<VariableName> {
    public VariableName {
        Rules.variable("variable", value);
    }

    @Override
    public int compareTo(VariableName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
