package io.labctl.bench.fleet;

import io.labctl.bench.LabdProcess;
import io.labctl.bench.Tls;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A person who asks many agents at once, each on a connection of its own. */
final class Questions implements AutoCloseable {
    private static final byte[] LOOK =
            WireJson.mapper()
                    .writeValueAsBytes(
                            new WorkRequest(
                                    new Action.ShowResources("user", "root"),
                                    Duration.ofMinutes(1)));

    private final LabdProcess labd;
    private final HttpClient http;

    Questions(LabdProcess labd) throws IOException {
        this.labd = labd;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(Tls.admin(labd.admin()))
                        .build();
    }

    /**
     * Asks the first so many.
     *
     * @return until all have answered
     */
    Duration ask(int count) throws IOException {
        long begun = System.nanoTime();
        List<CompletableFuture<HttpResponse<String>>> answers =
                IntStream.range(0, count)
                        .mapToObj(FleetProcess::name)
                        .map(this::request)
                        .map(each -> http.sendAsync(each, HttpResponse.BodyHandlers.ofString()))
                        .toList();
        for (CompletableFuture<HttpResponse<String>> each : answers) {
            HttpResponse<String> answer = each.join();
            if (answer.statusCode() != 200 || !answer.body().contains("a simulated agent")) {
                throw new IOException(
                        "%s: %d %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
            }
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private HttpRequest request(String server) {
        return HttpRequest.newBuilder(
                        URI.create(
                                "https://127.0.0.1:%d/api/v1/servers/%s/work"
                                        .formatted(labd.port(), server)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(LOOK))
                .build();
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
