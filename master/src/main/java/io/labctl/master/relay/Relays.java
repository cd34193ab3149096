package io.labctl.master.relay;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.SessionTerms;
import io.labctl.catalog.wire.WireJson;
import io.labctl.master.background.Closing;
import io.labctl.master.background.Repeating;
import io.labctl.master.http.FrameSink;
import io.labctl.master.http.FrameSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Passes on what is read and brought here for sessions that are met at another labd. No thread is
 * spent on one, and little is kept. Safe for use by many threads.
 */
public final class Relays {
    private static final Logger LOG = LoggerFactory.getLogger(Relays.class);
    private static final Duration TO_CONNECT = Duration.ofSeconds(3);
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

    /** To say that a body is wanted: after 5 s Java's client sends it to who has said nothing. */
    private static final Duration TO_WANT = Duration.ofSeconds(4);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int GONE = 410;

    private final Clock clock;
    private final Executor threads;
    private final JsonMapper json = WireJson.mapper();
    private final Obstacles obstacles;
    private final Set<Inward> inward = ConcurrentHashMap.newKeySet();
    private final Set<Outward> outward = ConcurrentHashMap.newKeySet();
    private volatile HttpClient labds;
    private volatile boolean closed;

    /**
     * @param tls with labd's own certificate, which it shows the others
     */
    public Relays(SSLContext tls, Clock clock, Executor threads) {
        this.clock = clock;
        this.threads = threads;
        this.obstacles = new Obstacles(clock);
        this.labds = client(tls);
    }

    private HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(TO_CONNECT)
                .sslContext(tls)
                .executor(threads)
                .build();
    }

    /** From now on others are shown this certificate; what is open goes on with the earlier one. */
    public void show(SSLContext tls) {
        HttpClient earlier = labds;
        labds = client(tls);
        earlier.shutdown();
    }

    /** Gives up other labds that say nothing, until the returned handle is closed. */
    public Closing looking() {
        return Repeating.every(LOOK_EVERY, "relays", this::giveUpSilent)::close;
    }

    private void giveUpSilent() {
        Instant now = clock.instant();
        for (Inward each : inward) {
            if (each.isSilent(now)) {
                each.cut();
                outward.stream()
                        .filter(other -> other.turn().equals(each.turn()))
                        .forEach(other -> other.source().cut());
            }
        }
    }

    /** Ends all, and from now on none begins: who is connected may come to the other labd. */
    public void close() {
        closed = true;
        inward.forEach(Inward::end);
        outward.forEach(each -> each.source().refuse("labd is stopping"));
        labds.shutdown();
    }

    /**
     * Reads the input of a session as its agent.
     *
     * @return empty when nobody is there for it
     * @throws Unavailable when the other labd cannot be asked, or cannot tell
     */
    public Optional<FrameSink> reads(Route route) {
        HttpRequest request = request(route, route.to("input")).GET().build();
        CompletableFuture<HttpResponse<Heard>> asked = labds.sendAsync(request, this::heard);
        HttpResponse<Heard> answer =
                await(new Wait<>(asked, TO_ANSWER, () -> giveUp(asked)), route);
        return switch (answer.body()) {
            case Heard.Row(Inward row) -> Optional.of(row.sink());
            case Heard.Words _
                    when answer.statusCode() == NOT_FOUND || answer.statusCode() == GONE ->
                    Optional.empty();
            case Heard.Words(String words) -> throw refused(route, detail(words));
        };
    }

    /** Its answer may come all the same, and is nobody's then. */
    private static void giveUp(CompletableFuture<HttpResponse<Heard>> asked) {
        asked.cancel(true);
        var _ =
                asked.thenAccept(
                        answer -> {
                            if (answer.body() instanceof Heard.Row(Inward row)) {
                                row.cut();
                            }
                        });
    }

    private Unavailable refused(Route route, String why) {
        boolean _ = obstacles.tell(route.labd().url(), why);
        return Unavailable.soon(
                "the labd at %s, where session %s is met, says: %s"
                        .formatted(route.labd().url(), route.session(), why),
                null);
    }

    private HttpResponse.BodySubscriber<Heard> heard(HttpResponse.ResponseInfo info) {
        if (info.statusCode() != OK) {
            return BodySubscribers.mapping(
                    BodySubscribers.ofString(StandardCharsets.UTF_8), Heard.Words::new);
        }
        var row = new Inward(info.headers(), clock, inward::remove);
        inward.add(row);
        if (closed) {
            row.end();
        }
        return row;
    }

    /** Brings output of a session as its agent. */
    public FrameSource bringsOutput(Route route, long turn) {
        return brings(route, route.to("output"), new Outward(Long.toString(turn), true));
    }

    /** Brings input of a session as its caller. */
    public FrameSource bringsInput(Route route, long turn) {
        return brings(route, route.to("input"), new Outward(Long.toString(turn), false));
    }

    private FrameSource brings(Route route, URI to, Outward row) {
        HttpRequest request =
                request(route, to)
                        .header(SessionTerms.TURN, row.turn())
                        .header("Content-Type", Frame.MEDIA_TYPE)
                        .expectContinue(true)
                        .POST(HttpRequest.BodyPublishers.fromPublisher(row))
                        .build();
        outward.add(row);
        CompletableFuture<HttpResponse<String>> asked =
                labds.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        var _ = asked.whenComplete((answer, failure) -> answered(row, answer));
        var either = CompletableFuture.anyOf(row.wanted(), asked);
        Object _ = await(new Wait<>(either, TO_WANT, () -> giveUp(row, asked)), route);
        if (!row.wanted().isDone()) {
            throw refusal(route, asked.join());
        }
        if (closed) {
            row.source().refuse("labd is stopping");
        }
        return row.source();
    }

    /** What was to be brought is not, wherever it has come to. */
    private static void giveUp(Outward row, CompletableFuture<?> asked) {
        asked.cancel(true);
        row.source().cut();
    }

    private void answered(Outward row, @Nullable HttpResponse<String> answer) {
        outward.remove(row);
        if (answer == null) {
            row.source().cut();
        } else if (answer.statusCode() == NO_CONTENT) {
            row.source().finish();
        } else {
            row.source().refuse(detail(answer.body()));
        }
    }

    private RuntimeException refusal(Route route, HttpResponse<String> answer) {
        String why = detail(answer.body());
        return switch (answer.statusCode()) {
            case NOT_FOUND -> new NotFound(why);
            case CONFLICT -> new Conflict(why);
            default -> refused(route, why);
        };
    }

    /** Tells another labd that a session is met here now. */
    public void tellMoved(Replica labd, UUID session) {
        HttpRequest request =
                HttpRequest.newBuilder(labd.session(session))
                        .header(Replica.HEADER, labd.id().toString())
                        .timeout(TO_ANSWER)
                        .DELETE()
                        .build();
        var _ =
                labds.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                        .whenComplete(
                                (_, failure) -> {
                                    if (failure != null) {
                                        LOG.atInfo()
                                                .addKeyValue("labd", labd.url())
                                                .addKeyValue("session", session)
                                                .addKeyValue("reason", failure)
                                                .log(
                                                        "a labd will see itself that it has lost a session");
                                    }
                                });
    }

    private static HttpRequest.Builder request(Route route, URI to) {
        return HttpRequest.newBuilder(to)
                .header(Replica.HEADER, route.labd().id().toString())
                .header(Behalf.IDENTITY, route.behalf().identity())
                .header(Behalf.CERTIFICATE, route.behalf().certificate().hex());
    }

    private <T> T await(Wait<T> wait, Route route) {
        try {
            return wait.until(() -> closed);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            boolean _ = obstacles.tell(route.labd().url(), cause.toString());
            throw unreached(route, cause);
        } catch (TimeoutException e) {
            boolean _ = obstacles.tell(route.labd().url(), "it says nothing");
            throw unreached(route, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreached(route, e);
        }
    }

    private static Unavailable unreached(Route route, Throwable cause) {
        return Unavailable.soon(
                "the labd at %s, where session %s is met, does not answer"
                        .formatted(route.labd().url(), route.session()),
                cause);
    }

    private String detail(String words) {
        try {
            return json.readValue(words, Problem.class).detail();
        } catch (JacksonException e) {
            return "it did not say why";
        }
    }
}
