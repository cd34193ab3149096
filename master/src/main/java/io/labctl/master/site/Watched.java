package io.labctl.master.site;

import java.util.Optional;
import java.util.function.Function;

/**
 * The newest known state of one file, looked at again when the last look is older than the site's
 * interval. Safe for many threads; two that come at once may both look, and find the same.
 *
 * @param <T> what the file becomes; equal for equal bytes
 */
final class Watched<T> {
    private final SiteFile file;
    private final Function<Optional<SiteFile.Content>, T> parsed;
    private volatile State<T> state;

    private record State<T>(
            T value, Optional<SiteFile.Stamp> stamp, boolean settled, long lookedAt) {}

    Watched(SiteFile file, Function<Optional<SiteFile.Content>, T> parsed, long now) {
        this.file = file;
        this.parsed = parsed;
        this.state = look(now);
    }

    /**
     * The file's state, at most as old as the interval.
     *
     * @param now in milliseconds since the epoch
     * @param notBefore looks older than this are not good enough, in milliseconds since the epoch
     */
    T value(long now, long notBefore) {
        State<T> known = state;
        if (known.lookedAt < notBefore) {
            known = again(known, now);
            state = known;
        }
        return known.value;
    }

    private State<T> again(State<T> known, long now) {
        boolean same = known.settled && file.stamp().equals(known.stamp) && known.stamp.isPresent();
        if (same) {
            return new State<>(known.value, known.stamp, true, now);
        }
        State<T> fresh = look(now);
        return fresh.value.equals(known.value)
                ? new State<>(known.value, fresh.stamp, fresh.settled, now)
                : fresh;
    }

    /** The stamp is taken first: a write in between makes the next look read again. */
    private State<T> look(long now) {
        Optional<SiteFile.Stamp> stamp = file.stamp();
        boolean settled = stamp.map(each -> each.isSettled(now)).orElse(false);
        return new State<>(parsed.apply(file.read()), stamp, settled, now);
    }
}
