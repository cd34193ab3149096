package io.labctl.master.worker;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.time.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
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

    /** What a Java Virtual Machine ends with that has run out of memory, or out of threads. */
    static final int EXHAUSTED = 3;

    /** What it says then, and which error it was. A module may end with the same number. */
    static final String LAST_WORDS = "Terminating due to ";

    /** Above it, how a shell tells the number of a signal. */
    private static final int SIGNALLED = 128;

    private final WorkerProcess process;
    private final Frames frames;
    private final LastWords lastWords;
    private final int heapMib;
    private final RandomGenerator ids;

    /** The hashes of what it was told. */
    private final Set<String> told = new HashSet<>();

    private long toldBytes;
    private volatile Expected expected = new Expected(Said.NO_ORDER, Said.NO_ORDER);
    private volatile @Nullable String entered;
    private volatile @Nullable Refusal refused;
    private volatile boolean closed;
    private volatile boolean silent;

    /**
     * The answer to an order.
     *
     * @param before the order before it
     */
    private record Expected(long before, long order, CompletableFuture<Answer> answer) {
        Expected(long before, long order) {
            this(before, order, new CompletableFuture<>());
        }

        boolean isFirst() {
            return before == Said.NO_ORDER;
        }
    }

    /**
     * Why it is not listened to any more.
     *
     * @param order whose code has brought that about
     */
    private record Refusal(long order, String why) {}

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

    private Worker(Process process, JsonMapper json, int heapMib, RandomGenerator ids) {
        this.process = new WorkerProcess(process);
        this.frames =
                new Frames(
                        process.getInputStream(), process.getOutputStream(), json, LARGEST_ANSWER);
        this.lastWords = LastWords.of(process.getErrorStream());
        this.heapMib = heapMib;
        this.ids = ids;
    }

    /**
     * Starts one and waits until it takes orders.
     *
     * @param main the program of the worker
     * @param ids of orders, which no module may foresee
     * @throws NoWorker when it does not come up, with its last words
     */
    static Worker start(Sandbox sandbox, Class<?> main, JsonMapper json, RandomGenerator ids)
            throws NoWorker {
        var worker = new Worker(sandbox.start(main), json, sandbox.heapMib(), ids);
        Thread.ofVirtual().name("answers").start(worker::listen);
        if (worker.await(START) instanceof Ending.Answered(Answer.Ready _)) {
            return worker;
        }
        worker.close();
        throw new NoWorker("no worker for modules of the site starts: " + worker.lastWords.text());
    }

    private void listen() {
        try {
            for (Optional<Said> next = frames.read(Said.class);
                    next.isPresent() && refused == null;
                    next = frames.read(Said.class)) {
                hear(next.get());
            }
        } catch (IOException e) {
            refuse(expected.order(), String.valueOf(e.getMessage()));
        }
        silent = true; // before the look at what is expected: who expects more looks at this after
        lose();
    }

    private void hear(Said said) {
        Expected now = expected;
        if (said.id() != now.order() || now.answer().isDone()) {
            boolean isLate = said.id() == now.before() && !now.isFirst();
            refuse(isLate ? now.before() : now.order(), "it belongs to no order of labd's");
        } else if (said.answer() instanceof Answer.Entering(String module)) {
            entered = module;
        } else {
            now.answer().complete(said.answer());
        }
    }

    /** What it writes are no answers any more. */
    private void refuse(long order, String why) {
        refused = new Refusal(order, why);
        close();
    }

    private void lose() {
        expected.answer().completeExceptionally(new IOException("the worker has ended"));
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
     * @throws SpoiltWorker when it was lost before it had this order
     */
    Ending take(Order order, Duration limit) {
        entered = null;
        var asked = new Asked(ids.nextLong(), order);
        expected = new Expected(expected.order(), asked.id());
        if (silent && !expected.isFirst()) {
            throw new SpoiltWorker();
        }
        if (silent) {
            lose();
        }
        Thread.ofVirtual().name("order").start(() -> give(asked));
        return await(limit);
    }

    /** Apart, because who does not read holds up who writes. */
    private void give(Asked asked) {
        try {
            frames.write(asked);
        } catch (IOException e) {
            expected.answer().completeExceptionally(e);
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
        int exit = process.exit();
        Refusal refusal = refused;
        if (refusal == null) {
            return new Ending.Lost(entered(), ended(exit));
        }
        if (refusal.order() != expected.order()) {
            throw new SpoiltWorker();
        }
        return new Ending.Lost(entered(), "gave an answer that labd refuses: " + refusal.why());
    }

    private String ended(int code) {
        String words = lastWords.text();
        if (code == EXHAUSTED && words.contains(LAST_WORDS + OutOfMemoryError.class.getName())) {
            return words.contains("native thread")
                    ? "ran out of the %d threads that modules have, Java's own included"
                            .formatted(WorkerUsers.MOST_THREADS)
                    : "ran out of the %d MiB of memory that modules have".formatted(heapMib);
        }
        return code > SIGNALLED
                ? "lost its worker process by signal %d".formatted(code - SIGNALLED)
                : "ended its worker process, with exit code " + code;
    }

    /** The module whose code ran last under this order. */
    Optional<String> entered() {
        return Optional.ofNullable(entered);
    }

    /** Whether it can take an order; its sandbox may outlive it for a moment. */
    boolean isAlive() {
        return !closed && !silent && process.isAlive();
    }

    @Override
    public void close() {
        closed = true;
        process.stop();
    }
}
