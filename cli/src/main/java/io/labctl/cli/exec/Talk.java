package io.labctl.cli.exec;

import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.session.Outbox;
import java.util.concurrent.CompletableFuture;

/**
 * A session, as all share it here who have to do with it.
 *
 * @param input what its agent is to get
 * @param end is completed once, by whoever knows it first
 */
record Talk(SessionView session, Outbox input, CompletableFuture<SessionEnd> end) {
    /** How much input may be under way. */
    private static final long WINDOW = 1024L * 1024;

    static Talk about(SessionView session) {
        return new Talk(
                session, new Outbox(WINDOW, Outbox.Overflow.WAIT), new CompletableFuture<>());
    }
}
