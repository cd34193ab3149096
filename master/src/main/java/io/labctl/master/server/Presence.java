package io.labctl.master.server;

import io.labctl.catalog.api.ServerStatus;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.ServerName;
import io.labctl.master.background.Closing;
import io.labctl.master.background.Repeating;
import io.labctl.master.channel.ChannelState;
import io.labctl.master.store.SqlFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When each agent was last heard of. A contact is noted in memory and written down with the others
 * every few seconds, so that a large fleet costs one statement now and then instead of one per
 * request.
 */
public final class Presence {
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    /**
     * Taken for an agent that never said when it would be back, such as one that is run by hand.
     */
    static final Duration DEFAULT_CONTACT = Duration.ofMinutes(35);

    static final Duration SOONEST_CONTACT = Duration.ofSeconds(1);
    static final Duration LATEST_CONTACT = Duration.ofDays(366);

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
            writeTheLast();
        };
    }

    /**
     * An agent was heard of.
     *
     * @param nextContact within what time it will be again; null when it did not say
     */
    public void heard(ServerName name, String agentVersion, @Nullable Duration nextContact) {
        Duration within = nextContact == null ? null : bounded(nextContact);
        var contact =
                new ServerRepository.Contact(
                        name, clock.instant(), Printable.of(agentVersion), within);
        unwritten.merge(name, contact, ServerRepository.Contact::followedBy);
    }

    /**
     * A stranger's number; a wild one must neither break sums nor keep a server online for ever.
     */
    private static Duration bounded(Duration nextContact) {
        if (nextContact.compareTo(SOONEST_CONTACT) < 0) {
            return SOONEST_CONTACT;
        }
        return nextContact.compareTo(LATEST_CONTACT) > 0 ? LATEST_CONTACT : nextContact;
    }

    /** When it was last heard of, by a request or by its channel. */
    @Nullable Instant lastSeen(ServerRow server, Optional<ChannelState> channel) {
        Instant request = lastRequest(server);
        return channel.map(ChannelState::lastSeen)
                .filter(seen -> request == null || seen.isAfter(request))
                .orElse(request);
    }

    /** Counting what is not written down yet. */
    private @Nullable Instant lastRequest(ServerRow server) {
        var fresh = unwritten.get(server.name());
        Instant written = server.lastSeen();
        return fresh != null && (written == null || fresh.at().isAfter(written))
                ? fresh.at()
                : written;
    }

    @Nullable String agentVersion(ServerRow server) {
        var fresh = unwritten.get(server.name());
        return fresh != null ? fresh.agentVersion() : server.agentVersion();
    }

    /**
     * An agent with an open channel is there, and stale when a run of it is missing. Once it has
     * lost that and made no request since, it is not there. For one without a channel counts what
     * it said of its next contact alone.
     */
    ServerStatus status(ServerRow server, Optional<ChannelState> channel) {
        Instant seen = lastRequest(server);
        if (seen == null || server.lastRun() == null) {
            return ServerStatus.NEVER_REPORTED;
        }
        boolean isOpen = channel.filter(ChannelState::isOpen).isPresent();
        if (!isOpen && channel.filter(lost -> !seen.isAfter(lost.since())).isPresent()) {
            return ServerStatus.OFFLINE;
        }
        Duration expected = expectedWithin(server);
        Duration silent = Duration.between(seen, clock.instant());
        if (silent.compareTo(expected) <= 0) {
            return ServerStatus.ONLINE;
        }
        return isOpen || silent.compareTo(expected.multipliedBy(MISSED_UNTIL_OFFLINE)) <= 0
                ? ServerStatus.STALE
                : ServerStatus.OFFLINE;
    }

    private Duration expectedWithin(ServerRow server) {
        var fresh = unwritten.get(server.name());
        Duration said =
                fresh != null && fresh.nextContact() != null
                        ? fresh.nextContact()
                        : server.nextContact();
        return said == null ? DEFAULT_CONTACT : said;
    }

    /**
     * At the end there is no next time; what cannot be written then must not keep the rest from
     * stopping.
     */
    private void writeTheLast() {
        try {
            write();
        } catch (JdbiException e) {
            SqlFailure.told(LOG.atWarn().addKeyValue("contacts", unwritten.size()), e)
                    .log("the last contacts are not written");
        }
    }

    /** What could not be written stays for the next time, unless something newer has come in. */
    void write() {
        // In one order everywhere, so that two replicas never wait for each other's rows in a
        // circle.
        List<ServerRepository.Contact> contacts =
                unwritten.values().stream()
                        .sorted(Comparator.comparing(ServerRepository.Contact::name))
                        .toList();
        if (contacts.isEmpty()) {
            return;
        }
        jdbi.useTransaction(db -> servers.seen(db, contacts));
        contacts.forEach(each -> unwritten.remove(each.name(), each));
    }
}
