package io.labctl.master.http;

import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;

/**
 * Until when a body must be there, however steadily it drips. Used on its connection's thread
 * alone.
 */
final class BodyDeadline {
    /** For a client to read why its connection is about to be closed. */
    static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private boolean over;
    private XnioExecutor.@Nullable Key timer;

    /** Costs a timer only when the body is not there yet. */
    void set(HttpServerExchange exchange, Duration within, Runnable late) {
        if (!over) {
            timer = Deadline.after(exchange, within, () -> unlessOver(late));
        }
    }

    /** A timer that is due at the same moment cannot be taken back any more. */
    private void unlessOver(Runnable late) {
        if (end()) {
            late.run();
        }
    }

    /**
     * The body is there, or will never be.
     *
     * @return false when it had ended before and its client is answered
     */
    boolean end() {
        boolean first = !over;
        over = true;
        if (timer != null) {
            timer.remove();
        }
        return first;
    }
}
