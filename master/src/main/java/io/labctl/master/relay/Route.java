package io.labctl.master.relay;

import java.net.URI;
import java.util.UUID;

/**
 * Where a session is met, and for whom.
 *
 * @param labd where that is reached by the others
 */
public record Route(URI labd, UUID session, Behalf behalf) {
    /** What is read of a session and what is brought to it have their names from the command. */
    URI to(String row) {
        return labd.resolve("/replica/v1/sessions/%s/%s".formatted(session, row));
    }
}
