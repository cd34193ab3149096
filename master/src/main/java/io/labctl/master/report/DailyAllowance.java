package io.labctl.master.report;

import java.time.Duration;
import java.time.Instant;

/** What may be used in a day; what was used is forgotten evenly over a day. */
final class DailyAllowance {
    private static final Duration DAY = Duration.ofDays(1);

    private final long most;
    private double used;
    private Instant at;

    DailyAllowance(long most, Instant now) {
        this.most = most;
        this.at = now;
    }

    /** How long to wait until so much may be used; zero when it may now. */
    Duration waitFor(long amount, Instant now) {
        forget(now);
        // What is more than a day's may be used when nothing else was.
        double over = used + Math.min(amount, most) - most;
        return Duration.ofMillis((long) Math.ceil(over / most * DAY.toMillis()));
    }

    void use(long amount) {
        used += amount;
    }

    void giveBack(long amount) {
        used = Math.max(0, used - amount);
    }

    private void forget(Instant now) {
        long millis = Math.max(0, Duration.between(at, now).toMillis());
        used = Math.max(0, used - (double) millis / DAY.toMillis() * most);
        at = now;
    }
}
