package io.labctl.master.session;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.Unavailable;
import io.labctl.master.relay.Replica;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * At which of the labds that share a database each session is met: at the one to which its caller
 * came last. Safe for use by many threads.
 */
public final class Whereabouts {
    private final Jdbi jdbi;
    private final PlaceRepository places;
    private final UUID replica;
    private volatile @Nullable URI url;

    /**
     * @param replica this labd
     */
    public Whereabouts(Jdbi jdbi, PlaceRepository places, UUID replica) {
        this.jdbi = jdbi;
        this.places = places;
        this.replica = replica;
    }

    /** From now on others reach this labd there. */
    public void reachedAt(URI known) {
        url = known;
    }

    /**
     * A session is met here from now on.
     *
     * @return where it was met before, if that was at another labd that is alive
     * @throws Unavailable when this labd has only just opened its port
     */
    Optional<Replica> claim(UUID session) {
        Replica here = here();
        return jdbi.inTransaction(
                db -> {
                    Optional<Replica> before = places.elsewhere(db, session, replica);
                    places.claim(db, session, here);
                    return before;
                });
    }

    /** Where a session is met, if that is at another labd that is alive. */
    Optional<Replica> elsewhere(UUID session) {
        return jdbi.withHandle(db -> places.elsewhere(db, session, replica));
    }

    /**
     * Brings what is written down up to date.
     *
     * @param met the sessions that are met here
     * @return those of them that are met elsewhere by now
     */
    Set<UUID> tidy(Set<UUID> met) {
        return jdbi.inTransaction(
                db -> {
                    places.deleteOfDead(db);
                    Set<UUID> left = new HashSet<>(places.writtenBefore(db, replica));
                    left.removeAll(met);
                    if (!left.isEmpty()) {
                        places.deleteWrittenBefore(db, left, replica);
                    }
                    if (met.isEmpty()) {
                        return Set.of();
                    }
                    places.keep(db, met, here());
                    return places.taken(db, met, replica);
                });
    }

    /**
     * Another labd asks for one.
     *
     * @param meant as it says
     * @throws InvalidInput when it says none
     * @throws Unavailable when this is another one
     */
    void requireMeant(@Nullable String meant) {
        if (meant == null) {
            throw new InvalidInput(
                    "the header '%s' does not say which labd is meant".formatted(Replica.HEADER));
        }
        if (!meant.equals(replica.toString())) {
            throw new Unavailable(
                    "this is another labd than the one that is meant: it was started anew, or its replica-url is that of this one");
        }
    }

    /** Nothing is met here any more. */
    void leaveAll() {
        jdbi.useHandle(db -> places.deleteAll(db, replica));
    }

    private Replica here() {
        URI known = url;
        if (known == null) {
            throw new Unavailable("labd is starting");
        }
        return new Replica(replica, known);
    }
}
