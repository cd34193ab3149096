package io.labctl.master.server;

import io.labctl.catalog.api.ServerStatus;
import io.labctl.catalog.name.ServerName;
import io.labctl.master.background.Closing;
import io.labctl.master.background.Repeating;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * When each agent was last heard of. A contact is noted in memory and written down with the others every
 * few seconds, so that a large fleet costs one statement now and then instead of one per request.
 */
public final class Presence {
    /** Taken for an agent that never said when it would be back, such as one that is run by hand. */
    static final Duration DEFAULT_CONTACT = Duration.ofMinutes(35);

    private static final int MISSED_UNTIL_OFFLINE = 3;
    private static final Duration WRITE_EVERY = Duration.ofSeconds(3);

    private final Jdbi jdbi;
    private final ServerRepository servers;
    private final Clock clock;
    private final Map<ServerName, ServerRepository.Contact> unwritten = new ConcurrentHashMap<>();

    public Presence(Jdbi jdbi, ServerRepository servers, Clock clock) {
        this.jdbi = jdbi;
        this.servers = servers;
        this.clock = clock;
    }

    /** Writes contacts down until the returned handle is closed, which writes the last of them. */
    public Closing writing() {
        Repeating writer = Repeating.every(WRITE_EVERY, "presence", this::write);
        return () -> {
            writer.close();
            write();
        };
    }

    /**
     * An agent was heard of.
     *
     * @param nextContact within what time it will be again; null when it did not say
     */
    public void heard(ServerName name, String agentVersion, @Nullable Duration nextContact) {
        unwritten.put(name, new ServerRepository.Contact(name, clock.instant(), agentVersion, nextContact));
    }

    /** When it was last heard of, counting what is not written down yet. */
    @Nullable Instant lastSeen(ServerRow server) {
        var fresh = unwritten.get(server.name());
        return fresh != null ? fresh.at() : server.lastSeen();
    }

    @Nullable String agentVersion(ServerRow server) {
        var fresh = unwritten.get(server.name());
        return fresh != null ? fresh.agentVersion() : server.agentVersion();
    }

    ServerStatus status(ServerRow server) {
        Instant seen = lastSeen(server);
        if (seen == null || server.lastRun() == null) {
            return ServerStatus.NEVER_REPORTED;
        }
        Duration expected = server.nextContact() == null ? DEFAULT_CONTACT : server.nextContact();
        Duration silent = Duration.between(seen, clock.instant());
        if (silent.compareTo(expected) <= 0) {
            return ServerStatus.ONLINE;
        }
        return silent.compareTo(expected.multipliedBy(MISSED_UNTIL_OFFLINE)) <= 0
                ? ServerStatus.STALE
                : ServerStatus.OFFLINE;
    }

    /** What could not be written stays for the next time, unless something newer has come in. */
    private void write() {
        List<ServerRepository.Contact> contacts = List.copyOf(unwritten.values());
        if (contacts.isEmpty()) {
            return;
        }
        jdbi.useTransaction(db -> servers.seen(db, contacts));
        contacts.forEach(each -> unwritten.remove(each.name(), each));
    }
}
