package io.labctl.master;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.SessionTerms;
import io.labctl.master.store.GzipJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Someone who talks to labd over HTTPS. */
public final class LabdClient {
    private final int port;
    private final SSLContext tls;
    private final JsonMapper json;
    private final HttpClient http;

    LabdClient(int port, @Nullable Identity identity, Path ca, JsonMapper json) {
        this.port = port;
        this.tls = Identity.tls(identity, ca);
        this.json = json;
        this.http =
                HttpClient.newBuilder()
                        .sslContext(tls)
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(10))
                        .build();
    }

    /** What labd said. */
    public record Answer(int status, String text, HttpHeaders headers, JsonMapper json) {
        public <T> T as(Class<T> type) {
            return json.readValue(text, type);
        }

        public JsonNode tree() {
            return json.readTree(text);
        }

        public Problem problem() {
            if (!headers.firstValue("Content-Type").orElse("").startsWith(Problem.MEDIA_TYPE)) {
                throw new AssertionError("status %d without a problem: %s".formatted(status, text));
            }
            return as(Problem.class);
        }
    }

    SSLContext tls() {
        return tls;
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer post(String path, Object record) {
        return postBytes(path, json.writeValueAsBytes(record));
    }

    public Answer postBytes(String path, byte[] body, String... headers) {
        var request =
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public Answer put(String path, Object record) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofByteArray(json.writeValueAsBytes(record))));
    }

    /** An answer that goes on; its reader waits for what comes. */
    HttpResponse<InputStream> open(String path) {
        return await(
                http.sendAsync(
                        request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    /** A request whose body goes on, for what is read; its status when that has ended. */
    CompletableFuture<Integer> bring(String path, String turn, Flow.Publisher<ByteBuffer> body) {
        var request =
                request(path)
                        .timeout(Duration.ofMinutes(2))
                        .header("Content-Type", Frame.MEDIA_TYPE)
                        .header(SessionTerms.TURN, turn)
                        .POST(BodyPublishers.fromPublisher(body))
                        .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
    }

    private static <T> T await(CompletableFuture<T> answer) {
        return answer.orTimeout(30, TimeUnit.SECONDS).join();
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return trySend(request);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        }
    }

    public Answer trySend(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            DescribedRoutes.check(response.request(), response.statusCode());
            return new Answer(response.statusCode(), text(response), response.headers(), json);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String text(HttpResponse<byte[]> response) {
        boolean gzip =
                response.headers().firstValue("Content-Encoding").equals(Optional.of("gzip"));
        byte[] body = gzip ? GzipJson.expand(response.body()) : response.body();
        return new String(body, StandardCharsets.UTF_8);
    }
}
