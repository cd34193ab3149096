package io.labctl.cli.exec;

import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.Outbox;
import io.labctl.catalog.time.Span;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One command on a server, from when it was asked for to its end, with us as its caller. */
final class Session {
    /** How much input may be under way. */
    private static final long WINDOW = 1024L * 1024;

    private final LabdClient labd;
    private final SessionView session;
    private final Caller caller;
    private final Console console;
    private final CompletableFuture<SessionEnd> end = new CompletableFuture<>();
    private final Outbox input = new Outbox(WINDOW, Outbox.Overflow.WAIT);
    private final Stopping stopping;
    private final Incoming output;
    private final Retries retries;

    /** Up to where the agent says that it has the input. */
    private long inputArrived;

    private volatile @Nullable Link link;

    Session(LabdClient labd, SessionView session, Caller caller, Console console) {
        this.labd = labd;
        this.session = session;
        this.caller = caller;
        this.console = console;
        this.stopping = new Stopping(labd, session, input, caller.pace().tempo(), console, end);
        this.output = new Incoming(console, caller.err(), stopping::readerLeft);
        this.retries = new Retries(caller.pace());
    }

    /**
     * Connects the command with this process until it has ended.
     *
     * @param readsInput whether the command gets what we read
     * @throws Unavailable when the connection was lost for good
     */
    SessionEnd connect(boolean readsInput) {
        Thread connected = Thread.ofVirtual().unstarted(this::stayConnected);
        try (var _ = caller.interrupts().listen(stopping::interrupted)) {
            connected.start();
            if (readsInput) {
                new StandardInput(caller.in(), input, console).pass();
            }
            return end.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LabException told ? told : e;
        } finally {
            input.close();
            connected.interrupt();
            close(link);
        }
    }

    private static void close(@Nullable Link link) {
        if (link != null) {
            link.close();
        }
    }

    private void stayConnected() {
        try {
            do {
                String fault = untilBroken();
                if (retries.failures() == 1 && !end.isDone()) {
                    console.say("labctl: %s; still trying".formatted(fault));
                }
            } while (!end.isDone() && retries.awaitNext());
            end.completeExceptionally(connectionLost());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the session has ended
        } catch (RuntimeException | Error e) {
            end.completeExceptionally(e);
        }
    }

    /** Answers with what was wrong with the connection, if the session has not ended. */
    private String untilBroken() {
        retries.connects();
        try (var open = Link.open(labd, session.id(), output.place(), input, caller.pace())) {
            link = open;
            Frame frame = open.next();
            while (frame.kind() != FrameKind.END) {
                long before = output.place() + inputArrived;
                take(frame, open.outgoing());
                retries.heard(output.place() + inputArrived > before);
                frame = open.next();
            }
            var told = new SessionEnd.Told(end(frame));
            open.end();
            end.complete(told);
            return "it has ended";
        } catch (NotFound e) {
            return orGone();
        } catch (Unavailable e) {
            return e.sentence();
        } catch (IOException e) {
            return "the connection to labd broke off";
        }
    }

    /** What labd no longer connects may have an end all the same. */
    private String orGone() {
        try {
            WorkEnd told = labd.session(session.id()).end();
            if (told != null) {
                console.say("labctl: the end of its output may be missing");
                end.complete(new SessionEnd.Told(told));
            }
            return "labd has no connection to server '%s'".formatted(session.server());
        } catch (NotFound e) {
            throw new Unavailable(
                    "labd knows session %s no more: how the command ended is not known"
                            .formatted(session.id()),
                    e);
        } catch (Unavailable e) {
            return e.sentence();
        }
    }

    private void take(Frame frame, Outgoing outgoing) {
        switch (frame.kind()) {
            case OUT -> output.out(frame);
            case ERR -> output.err(frame);
            case LOST -> output.lost(frame.number());
            case FROM -> {
                stopping.commandBegan();
                outgoing.startFrom(frame.number());
            }
            case ACK -> {
                input.acknowledged(frame.number());
                inputArrived = Math.max(inputArrived, frame.number());
            }
            case ALIVE -> {}
            case IN, IN_END, SIZE, SIGNAL, END ->
                    throw new Conflict(
                            "labd says as output what is none: %s".formatted(frame.kind()));
        }
        outgoing.hasArrived(output.place());
    }

    private static WorkEnd end(Frame frame) {
        try {
            return WireJson.read(
                    WireJson.mapper(),
                    frame.text().getBytes(StandardCharsets.UTF_8),
                    WorkEnd.class,
                    "it");
        } catch (InvalidInput e) {
            throw new Conflict(
                    "the command has ended in a way that this labctl cannot read: " + e.sentence(),
                    e);
        }
    }

    private Unavailable connectionLost() {
        return new Unavailable(
                "the connection to labd was lost for more than %s: the command on server '%s' may go on for 30s, as session %s"
                        .formatted(
                                Span.of(caller.pace().tempo().patience()),
                                session.server(),
                                session.id()));
    }
}
