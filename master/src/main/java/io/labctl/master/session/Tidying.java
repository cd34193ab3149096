package io.labctl.master.session;

import io.labctl.master.ca.Serial;
import io.labctl.master.work.Left;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is seen to now and then in the places of sessions. For use by one thread. */
final class Tidying {
    private final Places places;
    private final SessionLedger ledger;
    private final Calls calls;
    private final Clock clock;
    private final Function<Collection<Serial>, Set<Serial>> inForce;

    /**
     * @param inForce those of some certificates that count
     */
    Tidying(
            Places places,
            SessionLedger ledger,
            Calls calls,
            Clock clock,
            Function<Collection<Serial>, Set<Serial>> inForce) {
        this.places = places;
        this.ledger = ledger;
        this.calls = calls;
        this.clock = clock;
        this.inForce = inForce;
    }

    void tidy() {
        List<Place> all = places.all();
        cutRevoked(all);
        all.forEach(this::leaveWhenEmpty);
        seeToWaiting(all);
        places.tidy();
    }

    /** A certificate may have been revoked since its holder came. */
    private void cutRevoked(Collection<Place> all) {
        Set<Serial> shown =
                all.stream()
                        .flatMap(each -> each.meeting().certificates().stream())
                        .collect(Collectors.toSet());
        if (!shown.isEmpty()) {
            Set<Serial> good = inForce.apply(shown);
            Set<Serial> bad =
                    shown.stream().filter(each -> !good.contains(each)).collect(Collectors.toSet());
            all.forEach(each -> each.meeting().cut(bad));
        }
    }

    private void leaveWhenEmpty(Place place) {
        if (place.isLate(clock.instant())) {
            place.meeting().giveUpPrepared();
            if (places.leaveEmpty(place)) {
                ledger.count(place);
            }
        }
    }

    private void seeToWaiting(Collection<Place> all) {
        Instant now = clock.instant();
        List<Place> due = all.stream().filter(each -> each.isDue(now)).toList();
        Map<UUID, Left> written =
                ledger.find(due.stream().map(Place::id).toList()).stream()
                        .collect(Collectors.toMap(left -> left.asked().id(), left -> left));
        for (Place each : due) {
            Left left = written.get(each.id());
            if (left == null) {
                places.leave(each); // its server was deleted
            } else {
                calls.see(each, left);
            }
        }
    }
}
