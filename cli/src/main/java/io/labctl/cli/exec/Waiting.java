package io.labctl.cli.exec;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time go by. */
@FunctionalInterface
public interface Waiting {
    /** By the machine's clock. */
    Waiting USUAL = (span, end) -> !end.await(span.toNanos(), TimeUnit.NANOSECONDS);

    /** So much of it; false when the end came first. */
    boolean passes(Duration span, CountDownLatch end) throws InterruptedException;
}
