package io.labctl.agent.session;

import io.labctl.agent.machine.InnerProgram;
import io.labctl.agent.machine.NotedProcess;
import io.labctl.agent.machine.Program;
import io.labctl.agent.machine.Signal;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.Outbox;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionTask;
import io.labctl.catalog.session.TerminalSize;
import io.labctl.catalog.work.WorkEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command that has been started, until its end. */
final class RunningCommand implements Inbox.Command {
    static final WorkEnd STOPPED = new WorkEnd.Killed("the agent was stopped");

    private static final Logger LOG = LoggerFactory.getLogger(RunningCommand.class);

    /** Longer than anything that has a limit, and what every clock can count to. */
    private static final Duration FOREVER = Duration.ofDays(3650);

    /** For what was killed; longer takes only what hangs in the kernel. */
    private static final Duration TO_DIE = Duration.ofSeconds(5);

    /** For the rest of an output that ends by itself; longer takes only what hangs there too. */
    private static final Duration TO_DRAIN = Duration.ofSeconds(10);

    private final Program program;
    private final Duration timeout;
    private final SessionLimits limits;
    private final Waiting waiting;
    private final Inbox inbox;
    private final CompletableFuture<Integer> exit;

    RunningCommand(Program program, SessionTask task, SessionLimits limits, Waiting waiting) {
        boolean input = task instanceof SessionCommand command && command.input();
        this.program = program;
        this.timeout = timeout(task);
        this.limits = limits;
        this.waiting = waiting;
        this.inbox = new Inbox(this, input);
        this.exit = program.exit();
        if (input) {
            inbox.open();
        }
    }

    private static Duration timeout(SessionTask task) {
        return task instanceof SessionCommand command
                        && command.timeout() != null
                        && command.timeout().compareTo(FOREVER) < 0
                ? command.timeout()
                : FOREVER;
    }

    Inbox inbox() {
        return inbox;
    }

    Optional<NotedProcess> noted() {
        return program.noted();
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        program.write(bytes);
    }

    @Override
    public void endInput() {
        program.endInput();
    }

    @Override
    public void signal(String name) {
        Signal.of(name)
                .ifPresentOrElse(
                        program::signal,
                        () ->
                                LOG.atInfo()
                                        .addKeyValue("signal", Printable.of(name))
                                        .log("signal not known"));
    }

    @Override
    public void resize(TerminalSize size) {
        program.resize(size);
    }

    /**
     * Waits for its end, and brings it about where it does not come by itself.
     *
     * @param out gets all of its output
     * @param wish an end that somebody wants
     */
    WorkEnd end(Outbox out, CompletableFuture<WorkEnd> wish) throws InterruptedException {
        var pumps = new ArrayList<OutputPump>();
        pumps.add(OutputPump.start(program.out(), FrameKind.OUT, out, waiting.time()));
        program.err()
                .map(err -> OutputPump.start(err, FrameKind.ERR, out, waiting.time()))
                .ifPresent(pumps::add);
        try (program) {
            WorkEnd end = end(wish);
            inbox.close();
            for (OutputPump each : pumps) {
                each.awaitEnd(lastWords(), () -> wish.isDone() || waiting.stop().requested());
            }
            return end;
        } finally {
            inbox.close();
        }
    }

    /** The output of a process may be held by others, for as long as they like. */
    private Duration lastWords() {
        return program instanceof InnerProgram ? TO_DRAIN : limits.lastWords();
    }

    private WorkEnd end(CompletableFuture<WorkEnd> wish) throws InterruptedException {
        try {
            waiting.stop().await(CompletableFuture.anyOf(exit, wish), timeout);
        } catch (TimeoutException _) {
            return endAs(new WorkEnd.TimedOut(), limits.toEnd());
        } catch (Unavailable _) {
            return endAs(STOPPED, limits.toStop());
        } catch (ExecutionException _) {
            return NotDone.because(exit.exceptionNow());
        }
        if (exit.isDone()) {
            return new WorkEnd.Exited(exit.join());
        }
        WorkEnd wished = wish.join();
        return endAs(wished, wished.equals(STOPPED) ? limits.toStop() : limits.toEnd());
    }

    /** It is asked to end; what is left of it then is killed. */
    private WorkEnd endAs(WorkEnd end, Duration patience) throws InterruptedException {
        program.askToEnd();
        boolean _ = endsWithin(patience);
        program.kill();
        if (!endsWithin(TO_DIE)) {
            LOG.warn("a command that was killed hangs in the kernel");
        }
        return end;
    }

    private boolean endsWithin(Duration span) throws InterruptedException {
        try {
            exit.get(span.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException _) {
            return true;
        }
    }
}
