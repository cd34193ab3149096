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
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.wire.WireJson;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The runs of a daemon, with its real lock, each of which goes on until the test says so. */
public final class HeldRuns {
    private final Stop stop;
    private final Path lock;
    private final OffSwitch off;
    private final SharedRuns shared;
    private final OnDemand onDemand;
    private final AtomicLong last = new AtomicLong();
    private final AtomicLong passed = new AtomicLong();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final List<Report> logged = new CopyOnWriteArrayList<>();
    private final BlockingQueue<One> begun = new LinkedBlockingQueue<>();
    private volatile boolean takesLongInHand;
    private volatile Optional<RunOutcome> endOfEach = Optional.empty();

    /** In this folder, for a daemon that ends with that. */
    public HeldRuns(Path folder, Stop stop) {
        this(folder, stop, false);
    }

    /**
     * The same.
     *
     * @param ownersNoop whether that daemon was started to change nothing
     */
    HeldRuns(Path folder, Stop stop, boolean ownersNoop) {
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
        this.shared = new SharedRuns(runs, new Log());
        this.onDemand =
                new OnDemand(
                        shared,
                        ownersNoop,
                        off,
                        () -> Duration.ofMinutes(30),
                        new Timekeeper(Clock.systemUTC(), () -> System.nanoTime() + passed.get()),
                        stop,
                        WireJson.mapper());
    }

    /** The daemon's, for what it must not lose. */
    private final class Log implements RunListener {
        @Override
        public void note(RunNote note) {}

        @Override
        public void resource(ResourceReport resource, boolean noop) {}

        @Override
        public void finished(Report report) {
            logged.add(report);
        }
    }

    /** A run that has begun. */
    public static final class One {
        private final RunOrder order;
        private final RunListener listener;
        private final CompletableFuture<RunOutcome> end = new CompletableFuture<>();
        private final CompletableFuture<Void> inHand = new CompletableFuture<>();

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

        void applies(String catalog, Instant since) {
            listener.applies(catalog, since);
        }

        /** What it was at when it was told to end. */
        void resourceInHandEnds() {
            inHand.complete(null);
        }

        void counts(int done, int of) {
            listener.progress(done, of);
        }

        public void ends(RunOutcome how) {
            end.complete(how);
        }
    }

    private RunResult hold(RunOrder order, RunListener listener, Stop own) {
        if (busy.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return new RunResult.Busy(new RunLock.HeldBy(Optional.of(Holder.self("another run"))));
        }
        var one = new One(order, listener);
        mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        begun.add(one);
        endOfEach.ifPresent(one::ends);
        Report report = report(order, outcome(one, own));
        underWay.decrementAndGet();
        listener.finished(report);
        return new RunResult.Finished(report);
    }

    private RunOutcome outcome(One one, Stop own) {
        try {
            return own.await(one.end, Duration.ofMinutes(1));
        } catch (Unavailable _) {
            if (takesLongInHand) {
                one.inHand.join();
            }
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

    /** From now on a run that is told to end first has to finish what it has in hand. */
    void takeLongInHand() {
        takesLongInHand = true;
    }

    /** Those that begin from now on end so at once. */
    void endEach(RunOutcome how) {
        endOfEach = Optional.of(how);
    }

    /** So many of the next find that another process has the lock. */
    void findAnotherProcess(int times) {
        busy.set(times);
    }

    void passes(Duration span) {
        passed.addAndGet(span.toNanos());
    }

    /** How many have been made, or are under way. */
    long count() {
        return last.get() + underWay.get();
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** Those whose end the daemon's log has told. */
    public List<RunOutcome> logged() {
        return logged.stream().map(Report::outcome).toList();
    }
}
