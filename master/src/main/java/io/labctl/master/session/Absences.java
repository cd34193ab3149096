package io.labctl.master.session;

import io.labctl.catalog.name.ServerName;
import io.labctl.master.work.Left;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** Tells callers whose agent is away that they wait for it. For use by one thread. */
final class Absences {
    private final Places places;
    private final SessionLedger ledger;
    private final Clock clock;
    private final Predicate<ServerName> isAway;

    /**
     * @param isAway whether the agent of a server was connected, and is not any more
     */
    Absences(Places places, SessionLedger ledger, Clock clock, Predicate<ServerName> isAway) {
        this.places = places;
        this.ledger = ledger;
        this.clock = clock;
        this.isAway = isAway;
    }

    void look() {
        List<UUID> waiting =
                places.all().stream().filter(Place::awaitsInSilence).map(Place::id).toList();
        ledger.find(waiting).stream().filter(this::isAway).forEach(this::tell);
    }

    /** One that has not begun waits by its own limit, and says so then. */
    private boolean isAway(Left left) {
        return left.receivedAt() != null
                && left.end() == null
                && isAway.test(left.asked().server());
    }

    private void tell(Left left) {
        Duration wait = Duration.between(clock.instant(), left.asked().until());
        places.find(left.asked().id()).ifPresent(place -> place.tellAway(wait));
    }
}
