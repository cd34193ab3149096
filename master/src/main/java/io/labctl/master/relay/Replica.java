package io.labctl.master.relay;

import java.net.URI;
import java.util.UUID;

/**
 * A labd that shares the database.
 *
 * @param id anew with each of its starts
 * @param url where it is reached by the others
 */
public record Replica(UUID id, URI url) {
    /** The header that says which one is meant: another may be at its URL by now. */
    public static final String HEADER = "Lab-Replica";

    URI session(UUID id) {
        return url.resolve("/replica/v1/sessions/" + id);
    }
}
