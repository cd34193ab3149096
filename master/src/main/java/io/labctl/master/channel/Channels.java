package io.labctl.master.channel;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.work.Vitals;
import io.labctl.master.background.Closing;
import io.labctl.master.background.Repeating;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/**
 * The agents whose channel is open at this labd. A poll that comes is a beat. While it is parked
 * the agent is there; when it was answered, or its connection died, the next has to come in time. A
 * channel that opens or is lost is written down for the other labds within a second, a beat is not.
 * Safe for use by many threads.
 *
 * <pre>
 * (none) --a poll comes--> PARKED --it ends--> AWAITED --a poll comes--> PARKED
 *                                                 |
 *                                                 +--none comes in time, or it says goodbye--> (none)
 * </pre>
 */
public final class Channels {
    /** For the next poll of an agent, over a slow network. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration WRITE_EVERY = Duration.ofSeconds(1);

    /**
     * An agent may have been at another labd meanwhile, or its server deleted: what is written is
     * looked at again that often.
     */
    private static final int ROUNDS_UNTIL_LOOK = 10;

    /** For the other labds, which have nothing newer; in the order of minutes. */
    static final int ROUNDS_UNTIL_VITALS = 300;

    private static final Duration PARKED = Duration.ofDays(365_000);

    private final Jdbi jdbi;
    private final ChannelRepository channels;
    private final UUID replica;
    private final Clock clock;

    /** By what time each has to be heard of again. */
    private final Map<ServerName, Instant> due = new ConcurrentHashMap<>();

    /** What the agents with an open channel have said last. */
    private final Map<ServerName, Reading> heard = new ConcurrentHashMap<>();

    /** Those that the database knows as open here; of the writing thread alone. */
    private final Set<ServerName> written = new HashSet<>();

    private int round;

    public Channels(Jdbi jdbi, ChannelRepository channels, UUID replica, Clock clock) {
        this.jdbi = jdbi;
        this.channels = channels;
        this.replica = replica;
        this.clock = clock;
    }

    /** Writes down what changes until the returned handle is closed. */
    public Closing writing() {
        return Repeating.every(WRITE_EVERY, "channels", this::write)::close;
    }

    /** A poll has come, and is parked until it ends. */
    public void parked(ServerName server) {
        due.put(server, clock.instant().plus(PARKED));
    }

    /** The agent of a parked poll has said how its machine is doing. */
    public void said(ServerName server, Vitals vitals) {
        heard.put(server, new Reading(vitals, clock.instant()));
    }

    /** It was answered, or its connection died; with work too, its agent asks again at once. */
    public void ended(ServerName server) {
        due.computeIfPresent(server, (_, _) -> clock.instant().plus(PATIENCE));
    }

    /** The agent says that it stops. */
    public void left(ServerName server) {
        due.remove(server);
    }

    /** How its machine is doing, as it last said here or as was last written down. */
    public Optional<Reading> reading(ServerName server) {
        return Optional.ofNullable(heard.get(server))
                .or(() -> jdbi.withHandle(db -> channels.reading(db, server)));
    }

    /** How it stands; empty for an agent that never opened one. */
    public Optional<ChannelState> state(ServerName server) {
        return jdbi.withHandle(db -> channels.find(db, server));
    }

    /** Whether it was open, and has been lost: its agent is not there. */
    public boolean isLost(ServerName server) {
        return state(server).filter(state -> !state.isOpen()).isPresent();
    }

    /** Of each agent that ever opened one. */
    public Map<ServerName, ChannelState> states() {
        return jdbi.withHandle(channels::all);
    }

    void write() {
        Instant now = clock.instant();
        if (round++ % ROUNDS_UNTIL_LOOK == 0) {
            written.retainAll(jdbi.withHandle(db -> channels.openAt(db, replica)));
        }
        due.values().removeIf(until -> !until.isAfter(now));
        List<ServerName> opened =
                due.keySet().stream().filter(each -> !written.contains(each)).sorted().toList();
        List<ServerName> lost =
                written.stream().filter(each -> !due.containsKey(each)).sorted().toList();
        jdbi.useTransaction(
                db -> {
                    channels.seen(db, replica);
                    if (!opened.isEmpty()) {
                        channels.opened(db, replica, opened, now);
                    }
                    if (!lost.isEmpty()) {
                        channels.lost(db, replica, lost, now);
                    }
                    Map<ServerName, Reading> said = toWrite(opened, lost);
                    if (!said.isEmpty()) {
                        channels.said(db, said);
                    }
                });
        written.addAll(opened);
        lost.forEach(written::remove);
        heard.keySet().retainAll(due.keySet());
    }

    /** Of all now and then, and of those that have just come or gone. */
    private Map<ServerName, Reading> toWrite(
            Collection<ServerName> opened, Collection<ServerName> lost) {
        var said = new TreeMap<ServerName, Reading>(heard);
        if (round % ROUNDS_UNTIL_VITALS != 0) {
            said.keySet().removeIf(each -> !opened.contains(each) && !lost.contains(each));
        }
        return said;
    }
}
