package io.labctl.master.worker;

import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.time.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** labd's end of one worker process. Used by one thread at a time. */
final class Worker implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    /**
     * A catalog or the classes of a module, in bytes of JSON; what says more is no worker of ours.
     */
    static final int LARGEST_ANSWER = 16 << 20;

    /**
     * Of JSON in an answer. Each may become an object of some hundred bytes, whatever it took on
     * the way.
     */
    static final long MOST_TOKENS = 1_000_000;

    private final WorkerProcess process;
    private final Frames frames;
    private final LastWords lastWords;
    private final WorkerBounds bounds;
    private final RandomGenerator ids;
    private final ModuleCosts costs;

    /** The hashes of what it was told. */
    private final Set<String> told = new HashSet<>();

    private long toldBytes;
    private volatile Expected expected = new Expected(Expected.Given.NONE, Expected.Given.NONE);
    private volatile @Nullable String entered;
    private volatile @Nullable Refusal refused;

    /** Labd has stopped it, and who has done so says why. */
    private volatile boolean closed;

    /** Labd has stopped it, against which nothing is known. */
    private volatile boolean retired;

    private volatile boolean silent;

    /**
     * Why it is not listened to any more.
     *
     * @param order whose code has brought that about
     */
    private record Refusal(Expected.Given order, String why) {
        String told() {
            return "gave an answer that labd refuses: " + why;
        }
    }

    /** How an order ended. */
    sealed interface Ending {
        record Answered(Answer answer) implements Ending {}

        /**
         * The worker is no more.
         *
         * @param module whose code was running; empty when none was
         * @param why what it did
         */
        record Lost(Optional<String> module, String why) implements Ending {}
    }

    private Worker(
            Process process,
            JsonMapper json,
            WorkerBounds bounds,
            RandomGenerator ids,
            ModuleCosts costs) {
        this.process = new WorkerProcess(process);
        this.frames =
                new Frames(
                        process.getInputStream(), process.getOutputStream(), json, LARGEST_ANSWER);
        this.lastWords = LastWords.of(process.getErrorStream());
        this.bounds = bounds;
        this.ids = ids;
        this.costs = costs;
    }

    /**
     * Starts one and waits until it takes orders.
     *
     * @param main the program of the worker
     * @param ids of orders, which no module may foresee
     * @param costs to whom it is charged when it is lost between two orders
     * @throws NoWorker when it does not come up, with its last words
     */
    static Worker start(
            Sandbox sandbox, Class<?> main, JsonMapper json, RandomGenerator ids, ModuleCosts costs)
            throws NoWorker {
        var worker = new Worker(sandbox.start(main), json, sandbox.bounds(), ids, costs);
        Thread.ofVirtual().name("answers").start(worker::listen);
        if (worker.await(START) instanceof Ending.Answered(Answer.Ready _)) {
            return worker;
        }
        worker.close();
        throw new NoWorker("no worker for modules of the site starts: " + worker.lastWords.text());
    }

    private void listen() {
        try {
            hearAll();
        } catch (Frames.Unreadable e) {
            refuse(expected.order(), String.valueOf(e.getMessage()));
        } catch (IOException _) {
            // Labd has stopped it, or its end will tell.
        }
        Expected last = fallSilent();
        last.answer().completeExceptionally(new IOException("the worker has ended"));
        chargeLossAfter(last);
    }

    private void hearAll() throws IOException {
        while (refused == null) { // what follows is no word of the order in hand
            Optional<Said> next = frames.read(Said.class);
            if (next.isEmpty()) {
                return;
            }
            hear(next.get());
        }
    }

    private void hear(Said said) {
        Expected now = expected;
        if (said.id() != now.order().id() || now.answer().isDone()) {
            boolean isLate = said.id() == now.before().id() && !now.isFirst();
            refuse(isLate ? now.before() : now.order(), "it belongs to no order of labd's");
        } else if (said.answer() instanceof Answer.Entering(String module)) {
            entered = module;
        } else {
            now.answer().complete(said.answer());
        }
    }

    /** What it writes are no answers any more. One that was stopped already has its reason. */
    private void refuse(Expected.Given order, String why) {
        if (!closed) {
            refused = new Refusal(order, why);
            close();
        }
    }

    /** No order is expected to be answered after the one that this gives. */
    private synchronized Expected fallSilent() {
        silent = true;
        return expected;
    }

    /** A loss that is not the end of an order: who gave the order charges that one. */
    private void chargeLossAfter(Expected last) {
        Refusal refusal = refused;
        if (refusal != null) {
            if (last.isAnswered() || !refusal.order().equals(last.order())) {
                charge(refusal.order(), refusal.told());
            }
        } else if (last.isAnswered() && !closed && !retired) {
            charge(last.order(), bounds.told(process.exit(), lastWords.text()));
        }
    }

    private void charge(Expected.Given order, String why) {
        order.modules().forEach(each -> costs.count(each, "it " + why));
    }

    /** Whether it was told this before; from now on it was. */
    boolean knows(String sha256, long bytes) {
        boolean isNew = told.add(sha256);
        toldBytes += isNew ? bytes : 0;
        return !isNew;
    }

    /** Everything that it was told takes memory of it, in bytes. */
    long toldBytes() {
        return toldBytes;
    }

    /**
     * Gives an order and waits for the end of it; a worker that was lost takes no other.
     *
     * @param ofSite the modules of the site whose code it runs
     * @throws SpoiltWorker when it was lost before it had this order
     */
    Ending take(Order order, List<ModuleVersion> ofSite, Duration limit) {
        entered = null;
        var asked = new Asked(ids.nextLong(), order);
        Expected now = expect(new Expected.Given(asked.id(), ofSite));
        Thread.ofVirtual().name("order").start(() -> give(asked, now.answer()));
        return await(limit);
    }

    private synchronized Expected expect(Expected.Given order) {
        var next = new Expected(expected.order(), order);
        if (silent && !next.isFirst()) {
            throw new SpoiltWorker();
        }
        expected = next;
        if (silent) {
            next.answer().completeExceptionally(new IOException("the worker has ended"));
        }
        return next;
    }

    /** Apart, because who does not read holds up who writes. */
    private void give(Asked asked, CompletableFuture<Answer> answer) {
        try {
            frames.write(asked);
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
    }

    private Ending await(Duration limit) {
        try {
            return new Ending.Answered(
                    expected.answer().get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            close();
            return new Ending.Lost(
                    entered(), "did not end within %s and was stopped".formatted(Span.of(limit)));
        } catch (ExecutionException _) {
            return lost();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new Unavailable("labd is being stopped", e);
        }
    }

    private Ending lost() {
        OptionalInt exit = process.exit();
        Refusal refusal = refused;
        if (refusal == null) {
            return ended(exit, lastWords.text());
        }
        if (!refusal.order().equals(expected.order()) && !expected.isFirst()) {
            throw new SpoiltWorker();
        }
        return new Ending.Lost(entered(), refusal.told());
    }

    /**
     * Before any code of an order has run either that order ends a worker, being too much for it,
     * or what the one before has left behind. Another worker tells which: the one before is charged
     * when the order gets further there. That tells nothing where memory ran out, which everything
     * that a worker was told takes part of: nobody is charged then.
     */
    private Ending ended(OptionalInt exit, String words) {
        String why = bounds.told(exit, words);
        if (entered != null || expected.isFirst()) {
            return new Ending.Lost(entered(), why);
        }
        Expected.Given before = expected.before();
        throw WorkerBounds.isExhausted(exit, words)
                ? new SpoiltWorker()
                : new SpoiltWorker(() -> charge(before, why));
    }

    /** Whether code of its last order has run, or there is an answer to it. */
    boolean hasBegun() {
        return entered != null || expected.isAnswered();
    }

    /** The module whose code ran last under this order. */
    Optional<String> entered() {
        return Optional.ofNullable(entered);
    }

    /** Whether it can take an order; its sandbox may outlive it for a moment. */
    boolean isAlive() {
        return !closed && !retired && !silent && process.isAlive();
    }

    /**
     * Stops one that labd has no more use for. That is no loss; but one that has ended itself by
     * now is charged for that, and one that has said too much for what labd has read of it.
     */
    synchronized void retire() {
        if (isAlive()) {
            retired = true;
            process.stop();
        }
    }

    /** Stops it; who does so charges for what it did, and nothing else is charged. */
    @Override
    public void close() {
        closed = true;
        process.stop();
    }
}
