package io.labctl.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.disable.OffSwitch;
import io.labctl.agent.lock.Holder;
import io.labctl.agent.lock.KernelLocks;
import io.labctl.agent.lock.RunLock;
import io.labctl.agent.time.Stop;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.wire.WireJson;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** The runs of a daemon, with its real lock, each of which goes on until the test says so. */
public final class HeldRuns {
    private final Stop stop;
    private final Path lock;
    private final OffSwitch off;
    private final SharedRuns shared;
    private final OnDemand onDemand;
    private final AtomicLong last = new AtomicLong();
    private final BlockingQueue<One> begun = new LinkedBlockingQueue<>();

    /** In this folder, for a daemon that ends with that. */
    public HeldRuns(Path folder, Stop stop) {
        this.stop = stop;
        this.lock = folder.resolve("run.lock");
        this.off = new OffSwitch(folder.resolve("disabled.json"), WireJson.mapper());
        var mine =
                new RunLock(
                        lock,
                        () -> Holder.self("lab-agent run"),
                        KernelLocks.ofThisMachine(),
                        WireJson.mapper());
        var runs = new OneAtATime(off, mine, new Workers(), stop, this::hold);
        this.shared = new SharedRuns(runs, new RunLog());
        this.onDemand =
                new OnDemand(
                        shared,
                        off,
                        () -> Duration.ofMinutes(30),
                        new Timekeeper(Clock.systemUTC(), System::nanoTime),
                        stop,
                        WireJson.mapper());
    }

    /** A run that has begun. */
    public static final class One {
        private final RunOrder order;
        private final RunListener listener;
        private final CompletableFuture<RunOutcome> end = new CompletableFuture<>();

        private One(RunOrder order, RunListener listener) {
            this.order = order;
            this.listener = listener;
        }

        public RunOrder order() {
            return order;
        }

        /** A file is written anew. */
        public void changes(String path) {
            var change = new Change("content", "a", "b", null);
            var resource =
                    new ResourceReport(
                            new ResourceId("file", path),
                            ResourceOutcome.CHANGED,
                            1,
                            List.of(change),
                            null);
            listener.resource(resource, order.noop());
        }

        void counts(int done, int of) {
            listener.progress(done, of);
        }

        public void ends(RunOutcome how) {
            end.complete(how);
        }
    }

    private RunResult hold(RunOrder order, RunListener listener, Stop own) {
        var one = new One(order, listener);
        begun.add(one);
        return new RunResult.Finished(report(order, outcome(one, own)));
    }

    private static RunOutcome outcome(One one, Stop own) {
        try {
            return own.await(one.end, Duration.ofMinutes(1));
        } catch (Unavailable _) {
            return RunOutcome.INTERRUPTED;
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Report report(RunOrder order, RunOutcome outcome) {
        return new Report(
                new UUID(1, last.incrementAndGet()),
                new ServerName("web1"),
                outcome,
                "abc",
                Instant.EPOCH,
                7,
                order.noop(),
                order.tags(),
                order.moduleName(),
                "1.0",
                List.of(),
                List.of(),
                new Facts(Map.of()));
    }

    public OnDemand onDemand() {
        return onDemand;
    }

    SharedRuns shared() {
        return shared;
    }

    OffSwitch off() {
        return off;
    }

    Path lock() {
        return lock;
    }

    Stop stop() {
        return stop;
    }

    /** The next one that begins. */
    public One next() throws InterruptedException {
        One one = begun.poll(20, TimeUnit.SECONDS);
        assertThat(one).as("a run that has begun").isNotNull();
        return one;
    }

    boolean noneBegins() {
        return begun.isEmpty();
    }
}
