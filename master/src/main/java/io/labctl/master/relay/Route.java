package io.labctl.master.relay;

import java.net.URI;
import java.util.UUID;

/**
 * Where a session is met, and for whom.
 *
 * @param labd at which it is
 */
public record Route(Replica labd, UUID session, Behalf behalf) {
    /** What is read of a session and what is brought to it have their names from the command. */
    URI to(String row) {
        return URI.create(labd.session(session) + "/" + row);
    }
}
