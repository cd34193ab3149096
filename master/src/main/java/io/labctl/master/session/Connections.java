package io.labctl.master.session;

import io.labctl.catalog.error.Unavailable;
import io.labctl.master.ca.Serial;
import io.labctl.master.http.FrameSink;
import io.labctl.master.http.FrameSource;
import io.labctl.master.identity.Caller;
import io.labctl.master.relay.Behalf;
import io.labctl.master.relay.Relays;
import io.labctl.master.relay.Replica;
import io.labctl.master.relay.Route;
import io.labctl.master.work.Leases;
import io.labctl.master.work.Left;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who come for a session. They meet where its caller came to read; who came to another labd
 * is passed on there, once.
 */
final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final Places places;
    private final SessionLedger ledger;
    private final Leases leases;
    private final Ends ends;
    private final Executor threads;
    private final Whereabouts whereabouts;
    private final Relays relays;

    Connections(
            Places places,
            SessionLedger ledger,
            Leases leases,
            Ends ends,
            SessionDesk.Ground ground) {
        this.places = places;
        this.ledger = ledger;
        this.leases = leases;
        this.ends = ends;
        this.threads = ground.threads();
        this.whereabouts = ground.whereabouts();
        this.relays = ground.relays();
    }

    /**
     * For another labd, which asks for what is here.
     *
     * @param meant the labd that it wants to ask
     * @throws Unavailable when that is not this one
     */
    Connections asked(@Nullable String meant) {
        whereabouts.requireMeant(meant);
        return this;
    }

    /** The session is met here from now on, where it has its place. */
    void meetHere(UUID id) {
        whereabouts.claim(id).ifPresent(labd -> relays.tellMoved(labd, id));
    }

    /** Another labd says that the session is met there. */
    void moved(UUID id) {
        Optional<Place.Seen> here = places.find(id).map(Place::seen);
        if (here.isPresent() && whereabouts.elsewhere(id).isPresent()) {
            leave(here.get());
        }
    }

    private void leave(Place.Seen seen) {
        if (places.leaveMoved(seen)) {
            ledger.count(seen.place());
        }
    }

    /** Sees to what has not been told. */
    void tidy() {
        List<Place.Seen> all = places.all().stream().map(Place::seen).toList();
        var taken =
                whereabouts.tidy(
                        all.stream().map(seen -> seen.place().id()).collect(Collectors.toSet()));
        all.stream().filter(seen -> taken.contains(seen.place().id())).forEach(this::leave);
    }

    /** Ends all, and from now on none begins. */
    void close() {
        places.close().forEach(ledger::count);
        relays.close();
        try {
            whereabouts.leaveAll();
        } catch (JdbiException e) {
            LOG.atWarn().setCause(e).log("the places of sessions are not forgotten");
        }
    }

    /**
     * What the caller types.
     *
     * @param turn the number of what he reads
     */
    FrameSource callerWrites(Caller.Person caller, UUID id, long turn) {
        Left _ = ledger.of(caller, id);
        Optional<Replica> labd = whereabouts.elsewhere(id);
        return labd.isPresent()
                ? relays.bringsInput(new Route(labd.get(), id, Behalf.of(caller)), turn)
                : places.of(id).meeting().callerWrites(turn, Set.of(caller.serial()));
    }

    /**
     * As {@link #callerWrites}, whatever is written down of where the session is met.
     *
     * @param shown the certificates of all through whom he comes
     */
    FrameSource callerWritesHere(Caller.Person caller, UUID id, long turn, Set<Serial> shown) {
        Left _ = ledger.of(caller, id);
        return places.of(id).meeting().callerWrites(turn, shown);
    }

    AgentReads agentReads(Caller.Agent agent, UUID id) {
        leases.renew(agent, List.of(id));
        Left _ = ledger.given(agent, id);
        Optional<Replica> labd = whereabouts.elsewhere(id);
        return labd.isPresent()
                ? read(relays.reads(new Route(labd.get(), id, Behalf.of(agent))), agent, id)
                : readHere(agent, id, Set.of(agent.serial()));
    }

    /**
     * As {@link #agentReads}, whatever is written down of where the session is met.
     *
     * @param shown the certificates of all through whom it comes
     */
    AgentReads agentReadsHere(Caller.Agent agent, UUID id, Set<Serial> shown) {
        Left _ = ledger.given(agent, id);
        return readHere(agent, id, shown);
    }

    private AgentReads readHere(Caller.Agent agent, UUID id, Set<Serial> shown) {
        return read(places.find(id).flatMap(place -> place.meeting().agentReads(shown)), agent, id);
    }

    private AgentReads read(Optional<FrameSink> input, Caller.Agent agent, UUID id) {
        return input.<AgentReads>map(AgentReads.There::new)
                .orElseGet(
                        () ->
                                ledger.given(agent, id).end() == null
                                        ? new AgentReads.Nobody()
                                        : new AgentReads.Over());
    }

    /**
     * What the command writes.
     *
     * @param turn the number of what its agent reads
     */
    FrameSource agentWrites(Caller.Agent agent, UUID id, long turn) {
        Left _ = ledger.given(agent, id);
        Optional<Replica> labd = whereabouts.elsewhere(id);
        return labd.isPresent()
                ? relays.bringsOutput(new Route(labd.get(), id, Behalf.of(agent)), turn)
                : writtenHere(agent, id, turn, Set.of(agent.serial()));
    }

    /**
     * As {@link #agentWrites}, whatever is written down of where the session is met.
     *
     * @param shown the certificates of all through whom it comes
     */
    FrameSource agentWritesHere(Caller.Agent agent, UUID id, long turn, Set<Serial> shown) {
        Left _ = ledger.given(agent, id);
        return writtenHere(agent, id, turn, shown);
    }

    private FrameSource writtenHere(Caller.Agent agent, UUID id, long turn, Set<Serial> shown) {
        Place place = places.of(id);
        return place.meeting()
                .agentWrites(
                        turn, shown, said -> threads.execute(() -> ends.said(agent, place, said)));
    }
}
