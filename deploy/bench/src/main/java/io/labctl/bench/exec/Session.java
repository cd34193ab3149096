package io.labctl.bench.exec;

import io.labctl.bench.LabdProcess;
import io.labctl.bench.Tls;
import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.FrameReader;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Commands by the API, over connections that are kept. */
final class Session implements AutoCloseable {
    private static final JsonMapper JSON = WireJson.mapper();

    private final LabdProcess labd;
    private final HttpClient http;

    Session(LabdProcess labd) throws IOException {
        this.labd = labd;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(Tls.admin(labd.admin()))
                        .build();
    }

    /** Runs this to its end, which has to be a good one. */
    void run(String... argv) throws IOException, InterruptedException {
        UUID id = begin(List.of(argv));
        HttpResponse<InputStream> answer =
                http.send(
                        request("sessions/%s/output".formatted(id)).GET().build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            String end = end(new FrameReader(body));
            if (!end.contains("\"code\":0")) {
                throw new IOException("the command did not end well: " + end);
            }
            body.readAllBytes(); // nothing more, and the connection can be used again
        }
    }

    private UUID begin(List<String> argv) throws IOException, InterruptedException {
        var command = new SessionCommand(argv, false, null, null, null, new TreeMap<>(), null);
        byte[] asked =
                JSON.writeValueAsBytes(new SessionRequest(command, false, Duration.ofMinutes(1)));
        HttpResponse<byte[]> answer =
                http.send(
                        request("servers/%s/sessions".formatted(OneAgent.NAME))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(asked))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        return JSON.readValue(answer.body(), SessionView.class).id();
    }

    private static String end(FrameReader frames) throws IOException {
        while (true) {
            Frame frame =
                    frames.next().orElseThrow(() -> new IOException("labd ended the connection"));
            if (frame.kind() == FrameKind.END) {
                return frame.text();
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("https://127.0.0.1:%d/api/v1/%s".formatted(labd.port(), path)));
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
