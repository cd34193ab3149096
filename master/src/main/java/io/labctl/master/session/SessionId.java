package io.labctl.master.session;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.UUID;

/** What stands in a path. */
final class SessionId {
    private SessionId() {}

    static UUID of(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("'%s' is not a session's id".formatted(Printable.of(text)), e);
        }
    }
}
