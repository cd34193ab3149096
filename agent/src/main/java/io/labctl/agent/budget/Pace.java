package io.labctl.agent.budget;

import io.labctl.agent.time.Pause;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.time.Span;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a run's processor time within its part of the time that passes. For one run. */
public final class Pace {
    private static final Logger LOG = LoggerFactory.getLogger(Pace.class);

    /** What the kernel counts is no finer. */
    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** From here on a pause looks like a run that hangs. Each that is twice as long is told too. */
    private static final Duration LONG = Duration.ofSeconds(10);

    private final CpuShare share;
    private final OwnUse use;
    private final Timekeeper time;
    private final Pause pause;
    private long began;
    private Optional<Duration> usedBefore = Optional.empty();
    private Duration paused = Duration.ZERO;
    private Duration told = LONG.dividedBy(2);

    public Pace(CpuShare share, OwnUse use, Timekeeper time, Pause pause) {
        this.share = share;
        this.use = use;
        this.time = time;
        this.pause = pause;
    }

    public void begin() {
        began = time.mark();
        usedBefore = used();
    }

    /**
     * Waits until what was used so far is within the share, or the run should end.
     *
     * @param warned is given a sentence before a long pause, unless such a one was told before
     */
    public void keep(Consumer<String> warned) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        Duration early = usedSince().map(share::timeFor).orElse(Duration.ZERO);
        early = early.minus(time.since(began));
        if (early.compareTo(SHORTEST) < 0) {
            return;
        }
        if (early.compareTo(told.multipliedBy(2)) >= 0) {
            told = early;
            warned.accept(
                    "run pauses for %s, to use no more than %s of a processor"
                            .formatted(Span.of(early.truncatedTo(ChronoUnit.SECONDS)), share));
        }
        long mark = time.mark();
        pause.pause(early);
        paused = paused.plus(time.since(mark));
    }

    /** Empty when it is not known; a run that cannot be measured goes on without pauses. */
    private Optional<Duration> usedSince() {
        return usedBefore.flatMap(before -> used().map(now -> now.minus(before)));
    }

    /** What to say of the pauses that were made. */
    public Optional<String> slowedBy() {
        return Optional.of(paused.truncatedTo(ChronoUnit.MILLIS))
                .filter(Duration::isPositive)
                .map(
                        each ->
                                "run was slowed by %s of pauses, to use no more than %s of a processor"
                                        .formatted(Span.of(each), share));
    }

    private Optional<Duration> used() {
        try {
            return Optional.of(use.cpu());
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", FileTrouble.sentence(e)).log("use not known");
            return Optional.empty();
        }
    }
}
