package io.labctl.agent.labd;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The connections to labd that the sessions of this machine share, so that few of their requests
 * begin with a handshake. They are there from when somebody has a client of it until nobody has had
 * one for a while, and as long as the way to labd is the same. Safe for use by many threads.
 */
public final class SessionLine {
    private final Supplier<Way> way;
    private final JsonMapper json;
    private final Duration kept;
    private @Nullable Open open;

    /**
     * How labd is to be talked to at the moment.
     *
     * @param certificates that are shown and trusted
     * @param exchange opens it
     */
    public record Way(
            Route route, List<X509Certificate> certificates, Supplier<Exchange> exchange) {
        public Way {
            certificates = List.copyOf(certificates);
        }

        boolean isSameAs(Way other) {
            return route.equals(other.route) && certificates.equals(other.certificates);
        }
    }

    /** One way with those who use it now. */
    private static final class Open {
        private final Way way;
        private final Exchange exchange;
        private int users;
        private long left;

        private Open(Way way) {
            this.way = way;
            this.exchange = way.exchange().get();
        }
    }

    /**
     * A line that nobody uses.
     *
     * @param way read anew for each client: it may have changed
     * @param kept for how long connections are kept for the next who comes
     */
    public SessionLine(Supplier<Way> way, JsonMapper json, Duration kept) {
        this.way = way;
        this.json = json;
        this.kept = kept;
    }

    /**
     * A client by the way that is right now.
     *
     * @throws io.labctl.catalog.error.LabException when there is none
     */
    public SessionClient client() {
        Open taken = taken(way.get());
        return new SessionClient(taken.exchange, json, () -> close(givenBack(taken)));
    }

    private synchronized Open taken(Way now) {
        if (open != null && !open.way.isSameAs(now)) {
            close(takenAway().filter(each -> each.users == 0)); // or its last user closes it
        }
        Open taken = open == null ? new Open(now) : open;
        open = taken;
        taken.users++;
        return taken;
    }

    private synchronized Optional<Open> givenBack(Open used) {
        used.users--;
        if (used.users > 0) {
            return Optional.empty();
        }
        if (!used.equals(open)) {
            return Optional.of(used);
        }
        closeLater(used);
        return Optional.empty();
    }

    /** When nobody has come by then. */
    private void closeLater(Open idle) {
        long left = ++idle.left;
        Thread.ofVirtual()
                .name("session line")
                .start(
                        () -> {
                            try {
                                Thread.sleep(kept);
                                close(unusedSince(idle, left));
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    private synchronized Optional<Open> unusedSince(Open idle, long left) {
        return idle.equals(open) && idle.users == 0 && idle.left == left
                ? takenAway()
                : Optional.empty();
    }

    private Optional<Open> takenAway() {
        Optional<Open> old = Optional.ofNullable(open);
        open = null;
        return old;
    }

    private static void close(Optional<Open> left) {
        left.ifPresent(each -> each.exchange.close());
    }
}
