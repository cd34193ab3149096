package io.labctl.agent.session;

import io.labctl.agent.labd.InputAnswer;
import io.labctl.agent.labd.SessionClient;
import io.labctl.agent.labd.StreamedBody;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.FrameReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * One pair of connections between a session and its caller. One thread hears, one speaks, one
 * acknowledges, until one of them cannot go on or all has been said.
 */
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    /** For labd to write the end down. */
    private static final Duration LAST_ANSWER = Duration.ofSeconds(15);

    private final LiveSession session;
    private final SessionLimits limits;
    private final Timekeeper time;
    private final Hearing hearing;
    private final Speaking speaking;
    private final StreamedBody body = new StreamedBody();

    /** Whether labd knows the end; completed when this is over. */
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();

    private volatile long heardAt;

    /** Whether the caller has answered to what was said: then labd passes that on. */
    private volatile boolean isHeard;

    /** Whether labd would not have the output. */
    private volatile boolean isRefused;

    private volatile boolean hasSaidAll;

    Conversation(LiveSession session, SessionLimits limits, Timekeeper time, JsonMapper json) {
        this.session = session;
        this.limits = limits;
        this.time = time;
        this.hearing = new Hearing(session.inbox(), session.outbox());
        this.speaking = new Speaking(session, body, limits.silence(), json);
    }

    /** What one thread of it does. */
    private interface Part {
        void go() throws IOException, InterruptedException, ExecutionException, TimeoutException;
    }

    /** What came of it. */
    enum Outcome {
        /** labd knows the end of the session. */
        TOLD,
        /** It broke off, and another may go on at once. */
        WENT_WELL,
        /** labd took nothing: another at once would end as soon. */
        IN_VAIN
    }

    /** Until it is over. */
    Outcome hold(SessionClient client, InputAnswer.Attached there) throws InterruptedException {
        long begun = time.mark();
        if (isTold(client, there)) {
            return Outcome.TOLD;
        }
        boolean lasted = time.since(begun).compareTo(limits.silence()) >= 0;
        return lasted || (isHeard && !isRefused) ? Outcome.WENT_WELL : Outcome.IN_VAIN;
    }

    private boolean isTold(SessionClient client, InputAnswer.Attached there)
            throws InterruptedException {
        heardAt = time.mark();
        long received = session.inbox().received();
        CompletableFuture<HttpResponse<Void>> answer =
                client.output(session.id(), there.turn(), body);
        var _ = answer.whenComplete((given, _) -> answered(given));
        var parts =
                List.of(
                        start("hears", () -> hear(there.frames(), received)),
                        start("speaks", () -> speak(there.from(), received, answer)));
        Thread acknowledging = start("acknowledges", speaking::acknowledge);
        try {
            return awaitOver();
        } finally {
            close(there.frames());
            body.cancel();
            answer.cancel(true);
            end(acknowledging);
            for (Thread each : parts) {
                end(each);
            }
        }
    }

    /** The sign of life that is heard from the other side is not late for ever. */
    private boolean awaitOver() throws InterruptedException {
        while (true) {
            Duration left = limits.deafness().minus(time.since(heardAt));
            if (!left.isPositive()) {
                return false;
            }
            try {
                return over.get(left.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                // something may have been heard meanwhile
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void hear(InputStream frames, long received) throws IOException {
        var reader = new FrameReader(frames);
        hearing.begin(received);
        for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
            heardAt = time.mark();
            isHeard |= next.get().kind() == FrameKind.FROM;
            hearing.hear(next.get());
        }
    }

    private void speak(long from, long received, CompletableFuture<HttpResponse<Void>> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            if (speaking.speak(from, received)) {
                hasSaidAll = true;
                body.end();
                int status = answer.get(LAST_ANSWER.toMillis(), TimeUnit.MILLISECONDS).statusCode();
                over.complete(status / 100 == 2);
            }
        } finally {
            over.complete(false);
        }
    }

    private Thread start(String what, Part part) {
        return Thread.ofVirtual()
                .name("session %s %s".formatted(session.id(), what))
                .start(
                        () -> {
                            try {
                                part.go();
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            } catch (Exception e) {
                                LOG.atDebug().setCause(e).log("conversation broke off");
                            } finally {
                                breakOff();
                            }
                        });
    }

    private void answered(@Nullable HttpResponse<Void> given) {
        isRefused = given != null && given.statusCode() / 100 != 2;
        breakOff();
    }

    /** When all is said, only labd's answer counts. */
    private void breakOff() {
        if (!hasSaidAll) {
            over.complete(false);
        }
    }

    private static void close(InputStream frames) {
        try {
            frames.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("input not closed");
        }
    }

    private static void end(Thread part) throws InterruptedException {
        part.interrupt();
        part.join();
    }
}
