package io.labctl.master.session;

import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The sessions for which somebody is connected here. Safe for use by many threads. */
final class Places {
    private static final int MOST = 1000;

    /** For a caller to begin to read after it asked for a session. */
    private static final Duration TO_COME = Duration.ofSeconds(10);

    /** For which a caller is turned away whose agent does not come. */
    private static final Duration UNREACHED = Duration.ofSeconds(30);

    private final Clock clock;
    private final Map<UUID, Place> places = new ConcurrentHashMap<>();
    private final Map<UUID, Instant> unreached = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Places(Clock clock) {
        this.clock = clock;
    }

    /**
     * The place of a session to which somebody comes now; with a meeting of its own when there is
     * none to which anybody can come.
     *
     * @throws Unavailable when there are too many, its agent was not to be had just now, or labd
     *     stops
     */
    Place visit(UUID id, Supplier<Meeting> fresh) {
        Instant now = clock.instant();
        if (unreached.getOrDefault(id, Instant.MIN).isAfter(now)) {
            throw new Unavailable(
                    "the agent of session %s says that it comes to it, and does not; try again later"
                            .formatted(id));
        }
        if (places.size() >= MOST && !places.containsKey(id)) {
            throw new Unavailable("labd has %d sessions already; try again later".formatted(MOST));
        }
        Instant until = now.plus(TO_COME);
        Place visited =
                places.compute(
                        id,
                        (_, place) -> {
                            if (place == null || place.meeting().isSpent()) {
                                return new Place(id, fresh.get(), until);
                            }
                            place.keepUntil(until);
                            return place;
                        });
        if (closed) {
            leave(visited);
            throw stopping();
        }
        return visited;
    }

    /** Whether there is a meeting to which somebody can come. */
    boolean canMeet(UUID id) {
        Place place = places.get(id);
        return place != null && !place.meeting().isSpent();
    }

    /**
     * Empty when nobody is there.
     *
     * @throws Unavailable when labd stops: whoever was there may be elsewhere by now
     */
    Optional<Place> find(UUID id) {
        Optional<Place> found = Optional.ofNullable(places.get(id));
        if (closed) {
            throw stopping();
        }
        return found;
    }

    /**
     * As {@link #find}.
     *
     * @throws NotFound when nobody is there
     */
    Place of(UUID id) {
        return find(id).orElseThrow(
                        () -> new NotFound("nobody is there for session %s".formatted(id)));
    }

    private static Unavailable stopping() {
        return new Unavailable("labd is stopping");
    }

    List<Place> all() {
        return List.copyOf(places.values());
    }

    /** The place is no more; unless another one has taken its place by now, nobody has it. */
    void leave(Place place) {
        places.remove(place.id(), place);
        place.unwatch();
        place.meeting().close();
    }

    /**
     * The same, unless somebody has just come.
     *
     * @return whether it is no more
     */
    boolean leaveEmpty(Place place) {
        Instant now = clock.instant();
        Place still =
                places.computeIfPresent(
                        place.id(), (_, found) -> found.isEmpty(now) ? null : found);
        if (still == null) {
            leave(place);
        }
        return still == null;
    }

    /**
     * The same for one that is met at another labd, unless somebody has come since it was seen, who
     * meets here again.
     *
     * @return whether it is no more
     */
    boolean leaveMoved(Place.Seen seen) {
        Place place = seen.place();
        Place still =
                places.computeIfPresent(
                        place.id(),
                        (_, found) -> found.equals(place) && seen.isStillSo() ? null : found);
        if (still == null) {
            leave(place);
        }
        return still == null;
    }

    /** Its agent does not come, though it says so. */
    void giveUp(Place place) {
        unreached.put(place.id(), clock.instant().plus(UNREACHED));
        leave(place);
    }

    /** Forgets what is over. */
    void tidy() {
        Instant now = clock.instant();
        unreached.values().removeIf(until -> !until.isAfter(now));
    }

    /** Nobody comes any more, and whoever is there goes. */
    List<Place> close() {
        closed = true;
        List<Place> left = all();
        left.forEach(this::leave);
        return left;
    }
}
