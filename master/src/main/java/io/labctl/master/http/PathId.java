package io.labctl.master.http;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.UUID;

/** An id as it stands in a path. */
public final class PathId {
    private PathId() {}

    /**
     * Reads it.
     *
     * @param what it is the id of, in words
     * @throws InvalidInput when it is none
     */
    public static UUID of(String text, String what) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("'%s' is not %s".formatted(Printable.of(text), what), e);
        }
    }
}
