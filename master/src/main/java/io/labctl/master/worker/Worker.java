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

    private static final Duration ENDING = Duration.ofSeconds(1);

    /** What a Java Virtual Machine ends with that has run out of memory. */
    static final int OUT_OF_MEMORY = 3;

    /** What a worker ends with whose module has started too many threads. */
    static final int OUT_OF_THREADS = 4;

    private final Process process;
    private final Frames frames;
    private final LastWords lastWords;
    private final int heapMib;

    /** The hashes of what it was told. */
    private final Set<String> told = new HashSet<>();

    private long toldBytes;
    private volatile CompletableFuture<Answer> expected = new CompletableFuture<>();
    private volatile @Nullable String entered;
    private volatile @Nullable String refused;
    private volatile boolean closed;

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

    private Worker(Process process, JsonMapper json, int heapMib) {
        this.process = process;
        this.frames =
                new Frames(
                        process.getInputStream(), process.getOutputStream(), json, LARGEST_ANSWER);
        this.lastWords = LastWords.of(process.getErrorStream());
        this.heapMib = heapMib;
    }

    /**
     * Starts one and waits until it takes orders.
     *
     * @throws NoWorker when it does not come up, with its last words
     */
    static Worker start(Sandbox sandbox, JsonMapper json) throws NoWorker {
        var worker = new Worker(sandbox.start(ModuleWorker.class), json, sandbox.heapMib());
        Thread.ofVirtual().name("answers").start(worker::listen);
        if (worker.await(START) instanceof Ending.Answered(Answer.Ready _)) {
            return worker;
        }
        worker.close();
        throw new NoWorker("no worker for modules of the site starts: " + worker.lastWords.text());
    }

    private void listen() {
        try {
            for (Optional<Answer> next = frames.read(Answer.class);
                    next.isPresent();
                    next = frames.read(Answer.class)) {
                hear(next.get());
            }
        } catch (IOException e) {
            refused = e.getMessage();
            close(); // what it writes are no answers any more
        }
        expected.completeExceptionally(new IOException("the worker has ended"));
    }

    private void hear(Answer answer) {
        if (answer instanceof Answer.Entering(String module)) {
            entered = module;
        } else {
            expected.complete(answer);
        }
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

    /** Gives an order and waits for the end of it; a worker that was lost takes no other. */
    Ending take(Order order, Duration limit) {
        entered = null;
        expected = new CompletableFuture<>();
        Thread.ofVirtual().name("order").start(() -> give(order));
        return await(limit);
    }

    /** Apart, because who does not read holds up who writes. */
    private void give(Order order) {
        try {
            frames.write(order);
        } catch (IOException e) {
            expected.completeExceptionally(e);
        }
    }

    private Ending await(Duration limit) {
        try {
            return new Ending.Answered(expected.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            close();
            return new Ending.Lost(
                    module(), "did not end within %s and was stopped".formatted(Span.of(limit)));
        } catch (ExecutionException _) {
            return lost();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new Unavailable("labd is being stopped", e);
        }
    }

    private Ending lost() {
        int exit = exit();
        String answer = refused;
        if (answer != null) {
            return new Ending.Lost(module(), "gave an answer that labd refuses: " + answer);
        }
        return new Ending.Lost(module(), ended(exit));
    }

    private String ended(int exit) {
        return switch (exit) {
            case OUT_OF_MEMORY ->
                    "ran out of the %d MiB of memory that modules have".formatted(heapMib);
            case OUT_OF_THREADS ->
                    "ran out of the %d threads that modules have, Java's own included"
                            .formatted(Sandbox.MOST_THREADS);
            default -> "ended its worker process, with exit code " + exit;
        };
    }

    /** It has closed its output, so it is about to end by itself. */
    private int exit() {
        return process.onExit()
                .completeOnTimeout(process, ENDING.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(_ -> process.destroyForcibly().onExit())
                .join()
                .exitValue();
    }

    private Optional<String> module() {
        return Optional.ofNullable(entered);
    }

    /** A process that was told to end may live on for a moment. */
    boolean isAlive() {
        return !closed && process.isAlive();
    }

    @Override
    public void close() {
        closed = true;
        process.destroyForcibly();
    }
}
