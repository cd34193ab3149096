package io.labctl.cli.exec;

import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.LogQuery;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.time.Span;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.terminal.Interrupt;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends a command before its time: a signal lets it end by itself, and what does not is ended for
 * good.
 */
final class Stopping implements Manners {
    /** 128 and the number of SIGPIPE. */
    private static final int UNREAD = 141;

    private final LabdClient labd;
    private final Talk talk;
    private final Tempo tempo;
    private final Display display;
    private final Runnable whenBegun;
    private final Set<Interrupt> told = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean unread = new AtomicBoolean();
    private final AtomicBoolean forced = new AtomicBoolean();
    private volatile boolean begun;

    /**
     * For a command that no agent has yet.
     *
     * @param whenBegun is run each time when its agent says that it has it
     */
    Stopping(LabdClient labd, Talk talk, Tempo tempo, Display display, Runnable whenBegun) {
        this.labd = labd;
        this.talk = talk;
        this.tempo = tempo;
        this.display = display;
        this.whenBegun = whenBegun;
    }

    @Override
    public void commandBegan() {
        begun = true;
        whenBegun.run();
    }

    /** The command is told the same, and who says it twice does not wait. */
    @Override
    public void interrupted(Interrupt by) {
        if (!begun || !told.add(by)) {
            force(by.exit());
            return;
        }
        if (!(talk.session().task() instanceof LogQuery)) { // who reads a log ends nothing by that
            display.say(
                    "labctl: server '%s': the command was told to stop, and has %s for that"
                            .formatted(talk.session().server(), Span.of(tempo.afterInterrupt())));
        }
        signal(by.name());
        forceAfter(tempo.afterInterrupt(), by.exit());
    }

    /** A command on this machine would be told by a signal too. */
    @Override
    public void readerLeft() {
        if (told.isEmpty() && unread.compareAndSet(false, true)) {
            signal("PIPE");
            forceAfter(tempo.afterReader(), UNREAD);
        }
    }

    @Override
    public void escaped() {
        force(Interrupt.INT.exit());
    }

    private void signal(String name) {
        try {
            talk.input().put(Frame.text(FrameKind.SIGNAL, name));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the session is over
        }
    }

    private void forceAfter(Duration limit, int exit) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                talk.end().get(limit.toMillis(), TimeUnit.MILLISECONDS);
                            } catch (TimeoutException e) {
                                force(exit);
                            } catch (ExecutionException e) {
                                // it is told where it is waited for
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    /** For good; where labd does not answer soon, without its word. */
    private void force(int exit) {
        if (talk.end().isDone() || !forced.compareAndSet(false, true)) {
            return;
        }
        var answer = new CompletableFuture<Optional<String>>();
        Thread asking = Thread.ofVirtual().start(() -> answer.complete(askForItsEnd()));
        Optional<String> fault =
                answer.completeOnTimeout(
                                Optional.of("labd does not answer"),
                                tempo.farewell().toMillis(),
                                TimeUnit.MILLISECONDS)
                        .join();
        asking.interrupt();
        fault.ifPresent(why -> display.say("labctl: %s: %s".formatted(mayGoOn(), why)));
        talk.end().complete(new SessionEnd.Forced(exit));
    }

    private String mayGoOn() {
        return talk.session().task() instanceof RunRequest
                ? "the run may go on to its end"
                : "the command may go on for 30s";
    }

    /** Answers with what was wrong. */
    private Optional<String> askForItsEnd() {
        try {
            labd.endSession(talk.session().id());
            return Optional.empty();
        } catch (NotFound e) {
            return Optional.empty(); // it has ended meanwhile
        } catch (LabException e) {
            return Optional.of(e.sentence());
        }
    }
}
