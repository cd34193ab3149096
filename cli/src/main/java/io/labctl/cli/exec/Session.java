package io.labctl.cli.exec;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.time.Span;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.cli.client.LabdClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One command on a server, from when it was asked for to its end, with us at this side of it. */
final class Session {
    private final LabdClient labd;
    private final Talk talk;
    private final Caller caller;
    private final Display display;
    private final Manners manners;
    private final Incoming output;
    private final Retries retries;

    /** Up to where the agent says that it has the input. */
    private long inputArrived;

    /** Whether labd has said that the agent is away, since it was there last. */
    private boolean isAway;

    private volatile @Nullable Link link;

    Session(LabdClient labd, Talk talk, Caller caller, Display display, Manners manners) {
        this.labd = labd;
        this.talk = talk;
        this.caller = caller;
        this.display = display;
        this.manners = manners;
        this.output = new Incoming(display, manners::readerLeft);
        this.retries = new Retries(caller.pace());
    }

    /**
     * Connects the command with this process until it has ended.
     *
     * @throws Unavailable when the connection was lost for good
     */
    SessionEnd connect() {
        Thread connected = Thread.ofVirtual().unstarted(this::stayConnected);
        try (var _ = caller.interrupts().listen(manners::interrupted)) {
            connected.start();
            return talk.end().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LabException told ? told : e;
        } finally {
            talk.input().close();
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
                if (retries.failures() == 1 && !talk.end().isDone()) {
                    display.say("labctl: %s; still trying".formatted(fault));
                }
            } while (!talk.end().isDone() && retries.awaitNext());
            talk.end().completeExceptionally(connectionLost());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the session has ended
        } catch (RuntimeException | Error e) {
            talk.end().completeExceptionally(e);
        }
    }

    /** Answers with what was wrong with the connection, if the session has not ended. */
    private String untilBroken() {
        retries.connects();
        try (var open =
                Link.open(labd, talk.session().id(), output.place(), talk.input(), caller.pace())) {
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
            talk.end().complete(told);
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
            WorkEnd told = labd.session(talk.session().id()).end();
            if (told != null) {
                display.say("labctl: the end of its output may be missing");
                talk.end().complete(new SessionEnd.Told(told));
            }
            return "labd has no connection to server '%s'".formatted(talk.session().server());
        } catch (NotFound e) {
            throw new Unavailable(
                    "labd knows session/%s no more: how the %s ended is not known"
                            .formatted(talk.session().id(), noun()),
                    e);
        } catch (Unavailable e) {
            return e.sentence();
        }
    }

    private void take(Frame frame, Outgoing outgoing) {
        switch (frame.kind()) {
            case OUT -> output.out(frame);
            case ERR -> output.err(frame);
            case LOST -> output.lost(frame);
            case FROM -> {
                isBack();
                manners.commandBegan();
                outgoing.startFrom(frame.number());
            }
            case ACK -> {
                talk.input().acknowledged(frame.number());
                inputArrived = Math.max(inputArrived, frame.number());
            }
            case ALIVE -> {}
            case AWAY -> isAway(Duration.ofMillis(frame.number()));
            case IN, IN_END, SIZE, SIGNAL, END ->
                    throw new Conflict(
                            "labd says as output what is none: %s".formatted(frame.kind()));
        }
        outgoing.hasArrived(output.place());
    }

    private void isAway(Duration wait) {
        if (!isAway) {
            isAway = true;
            display.say(
                    "labctl: server '%s' has gone away; waiting for it, %s at most"
                            .formatted(
                                    talk.session().server(),
                                    Span.of(wait.truncatedTo(ChronoUnit.SECONDS))));
        }
    }

    private void isBack() {
        if (isAway) {
            isAway = false;
            display.say("labctl: server '%s' is back".formatted(talk.session().server()));
        }
    }

    private WorkEnd end(Frame frame) {
        try {
            return WireJson.read(
                    WireJson.mapper(),
                    frame.text().getBytes(StandardCharsets.UTF_8),
                    WorkEnd.class,
                    "it");
        } catch (InvalidInput e) {
            throw new Conflict(
                    "the %s has ended in a way that this labctl cannot read: %s"
                            .formatted(noun(), e.sentence()),
                    e);
        }
    }

    private String noun() {
        return SessionWords.noun(talk.session().task());
    }

    private Unavailable connectionLost() {
        return new Unavailable(
                "the connection to labd was lost for more than %s: the %s on server '%s' %s, as session/%s"
                        .formatted(
                                Span.of(caller.pace().tempo().patience()),
                                noun(),
                                talk.session().server(),
                                talk.session().outlivesItsCaller()
                                        ? "goes on"
                                        : "may go on for 30s",
                                talk.session().id()));
    }
}
