package io.labctl.cli.exec;

import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.Outbox;
import io.labctl.catalog.time.Span;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends a command before its time: a signal lets it end by itself, and what does not is ended for
 * good. Safe for use by many threads.
 */
final class Stopping {
    /** 128 and the number of SIGPIPE. */
    private static final int UNREAD = 141;

    private final LabdClient labd;
    private final SessionView session;
    private final Outbox input;
    private final Tempo tempo;
    private final Console console;
    private final CompletableFuture<SessionEnd> end;
    private final Set<Interrupt> told = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean unread = new AtomicBoolean();
    private volatile boolean begun;

    Stopping(
            LabdClient labd,
            SessionView session,
            Outbox input,
            Tempo tempo,
            Console console,
            CompletableFuture<SessionEnd> end) {
        this.labd = labd;
        this.session = session;
        this.input = input;
        this.tempo = tempo;
        this.console = console;
        this.end = end;
    }

    /** The agent has it: from now on a signal finds a command. */
    void commandBegan() {
        begun = true;
    }

    /** It is to stop: the command is told the same, and who says it twice does not wait. */
    void interrupted(Interrupt by) {
        if (!begun || !told.add(by)) {
            force(by.exit());
            return;
        }
        console.say(
                "labctl: server '%s': the command was told to stop, and has %s for that"
                        .formatted(session.server(), Span.of(tempo.afterInterrupt())));
        signal(by.name());
        forceAfter(tempo.afterInterrupt(), by.exit());
    }

    /** Nobody takes its output, which a command on this machine would be told by a signal too. */
    void readerLeft() {
        if (told.isEmpty() && unread.compareAndSet(false, true)) {
            signal("PIPE");
            forceAfter(tempo.afterReader(), UNREAD);
        }
    }

    private void signal(String name) {
        try {
            input.put(Frame.text(FrameKind.SIGNAL, name));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the session is over
        }
    }

    private void forceAfter(Duration limit, int exit) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
                            } catch (TimeoutException e) {
                                force(exit);
                            } catch (ExecutionException e) {
                                // it is told where it is waited for
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    private void force(int exit) {
        if (end.isDone()) {
            return;
        }
        try {
            labd.endSession(session.id());
        } catch (NotFound e) {
            // it has ended meanwhile
        } catch (LabException e) {
            console.say("labctl: the command may go on for 30s: " + e.sentence());
        }
        end.complete(new SessionEnd.Forced(exit));
    }
}
