package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;

/** A resource's address in a catalog, written {@code file[/etc/motd]}. */
public record ResourceId(String type, String title) implements Comparable<ResourceId> {
    private static final int MOST_SHOWN = 400;

    public ResourceId {
        if (title.isEmpty() || Rules.hasControls(title)) {
            throw new InvalidInput(
                    "%s title '%s' is empty or has control characters"
                            .formatted(type, Printable.of(title)));
        }
    }

    @JsonCreator
    public static ResourceId parse(String text) {
        int open = text.indexOf('[');
        if (open < 1 || !text.endsWith("]")) {
            throw new InvalidInput(
                    "'%s' is not a resource's address, such as file[/etc/motd]"
                            .formatted(Printable.of(text)));
        }
        return new ResourceId(text.substring(0, open), text.substring(open + 1, text.length() - 1));
    }

    @Override
    public int compareTo(ResourceId other) {
        return toString().compareTo(other.toString());
    }

    /** For people: a long one, such as that of a line with all of its text, is cut. */
    public String shown() {
        String whole = toString();
        return whole.length() <= MOST_SHOWN
                ? whole
                : "%s…] (%d characters)"
                        .formatted(
                                whole.substring(0, whole.offsetByCodePoints(0, MOST_SHOWN / 2)),
                                whole.length());
    }

    @JsonValue
    @Override
    public String toString() {
        return type + "[" + title + "]";
    }
}
