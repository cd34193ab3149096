package io.labctl.cli.client;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.identity.MutualTls;
import io.labctl.catalog.name.Visible;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.SessionTerms;
import io.labctl.catalog.wire.WireJson;
import io.labctl.cli.config.Target;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request to labd and what comes of it: a value, or the error that labd or the network gave.
 */
final class Exchange implements AutoCloseable {
    private static final String JSON = "application/json";

    /**
     * A question is asked again when the connection breaks off: a TLS 1.3 server that refuses our
     * certificate may cut it before the reason has been read.
     */
    private static final int QUESTION_TRIES = 5;

    private static final int LONGEST_REFUSAL = 1024 * 1024;

    private final Target target;
    private final Identity identity;
    private final Clock clock;
    private final HttpClient http;
    private final JsonMapper json = WireJson.mapper();

    private Exchange(Target target, Identity identity, Clock clock, HttpClient http) {
        this.target = target;
        this.identity = identity;
        this.clock = clock;
        this.http = http;
    }

    static Exchange with(Target target, Identity identity, Clock clock) {
        SSLContext tls = identity.tls();
        return new Exchange(
                target,
                identity,
                clock,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(LabdClient.CONNECT_LIMIT)
                        .sslContext(tls)
                        .sslParameters(MutualTls.offer(tls))
                        .build());
    }

    <T> Answer<T> get(String path, TypeReference<T> type) {
        HttpResponse<byte[]> response = send(request(path).GET(), QUESTION_TRIES);
        return new Answer<>(read(response, type), date(response));
    }

    /** What labd says of itself; when it is not well, with status 503. */
    <T> T state(String path, TypeReference<T> type) {
        HttpResponse<byte[]> response = answer(request(path).GET(), QUESTION_TRIES);
        boolean unwell = response.statusCode() == 503 && !Refusal.isProblem(response);
        return read(unwell ? response : successful(response), type);
    }

    <T> T post(String path, @Nullable Object body, TypeReference<T> type) {
        return read(posted(request(path), body), type);
    }

    /**
     * The same where the answer may take longer.
     *
     * @param longer than any other answer
     */
    <T> T post(String path, Object body, Duration longer, TypeReference<T> type) {
        HttpRequest.Builder request = request(path).timeout(LabdClient.ANSWER_LIMIT.plus(longer));
        return read(posted(request, body), type);
    }

    /** Where the answer says no more than that it was taken. */
    void post(String path, Object body) {
        posted(request(path), body);
    }

    private HttpResponse<byte[]> posted(HttpRequest.Builder request, @Nullable Object body) {
        HttpRequest.BodyPublisher publisher =
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
        return send(request.header("Content-Type", JSON).POST(publisher), 1);
    }

    void delete(String path) {
        send(request(path).DELETE(), 1);
    }

    /**
     * A body of frames that comes for as long as it takes; whoever asked for it closes it.
     *
     * @throws Unavailable also for each answer by which labd says that it is not well
     */
    IncomingFrames frames(String path) {
        HttpRequest request =
                to(path).header("Accept", Frame.MEDIA_TYPE + ", " + Problem.MEDIA_TYPE)
                        .GET()
                        .build();
        try {
            var answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
            return taken(begun(answer));
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /**
     * Sends frames for as long as there are any. They wait until labd wants them: of a refusal that
     * comes while they are sent, Java's client tells nothing before their end.
     *
     * @param turn of the answer that they belong to
     */
    Upload upload(String path, String turn, OutgoingFrames frames) {
        HttpRequest request =
                to(path).header("Content-Type", Frame.MEDIA_TYPE)
                        .header(SessionTerms.TURN, turn)
                        .expectContinue(true)
                        .POST(HttpRequest.BodyPublishers.fromPublisher(new FrameBody(frames)))
                        .build();
        return new Upload(
                http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()), this::fault);
    }

    private static IncomingFrames taken(HttpResponse<InputStream> response) throws IOException {
        if (response.statusCode() / 100 == 2) {
            String turn = response.headers().firstValue(SessionTerms.TURN).orElse("");
            return new IncomingFrames(response.body(), turn);
        }
        try (InputStream body = response.body()) {
            LabException refusal = Refusal.of(response, body.readNBytes(LONGEST_REFUSAL));
            throw response.statusCode() / 100 == 5
                    ? new Unavailable(refusal.sentence(), refusal)
                    : refusal;
        }
    }

    private static <T> T begun(CompletableFuture<T> answer) throws IOException {
        try {
            return answer.get(LabdClient.ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("no answer has begun");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return to(path).timeout(LabdClient.ANSWER_LIMIT).header("Accept", JSON);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(target.server() + path));
    }

    /**
     * Where all is well, nobody has to wait until it is seen that key and certificate are a pair.
     */
    private LabException fault(IOException e) {
        return identity.isPair()
                ? ConnectionFault.of(target, identity.end(), clock.instant(), e)
                : new InvalidInput(IdentityFiles.Fault.otherKey(target).sentence());
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request, int tries) {
        return successful(answer(request, tries));
    }

    private static HttpResponse<byte[]> successful(HttpResponse<byte[]> response) {
        if (response.statusCode() / 100 != 2) {
            throw Refusal.of(response);
        }
        return response;
    }

    private HttpResponse<byte[]> answer(HttpRequest.Builder request, int tries) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            if (tries > 1 && ConnectionFault.isBrokenOff(e)) {
                return answer(request, tries - 1);
            }
            throw fault(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while waiting for labd", e);
        }
    }

    private <T> T read(HttpResponse<byte[]> response, TypeReference<T> type) {
        try {
            return WireJson.read(json, response.body(), type, "it");
        } catch (InvalidInput e) {
            throw new Unavailable(
                    "labd at %s gave an answer that this labctl cannot read: %s"
                            .formatted(target.server(), Visible.of(e.sentence())),
                    e);
        }
    }

    private static Optional<Instant> date(HttpResponse<?> response) {
        try {
            return response.headers()
                    .firstValue("Date")
                    .map(
                            text ->
                                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What is under way is given up: Java's client would wait for a body that was cut, too. */
    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
