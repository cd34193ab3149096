package io.labctl.deploy.loop;

import io.labctl.agent.identity.Identity;
import io.labctl.agent.identity.IdentityStore;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** labd, asked for anything at all with a node's own certificate and key. */
final class AgentDoor implements AutoCloseable {
    private final Identity identity;
    private final HttpClient client;

    AgentDoor(Node node) {
        this(node.path(Node.IDENTITY.toString()));
    }

    /** With the identity in that folder. */
    AgentDoor(Path folder) {
        this.identity = new IdentityStore(folder).load().orElseThrow();
        this.client =
                HttpClient.newBuilder()
                        .sslContext(identity.tls())
                        .connectTimeout(Duration.ofSeconds(10))
                        .build();
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** Bytes from {@code first} to {@code last}, both included. */
    HttpResponse<byte[]> range(String path, int first, int last) {
        String range = "bytes=%d-%d".formatted(first, last);
        return send(request(path).header("Range", range).GET(), BodyHandlers.ofByteArray());
    }

    HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    HttpResponse<String> post(String path, Object body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        WireJson.mapper().writeValueAsBytes(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(identity.server().resolve(path))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(
            HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return client.send(request.build(), body);
        } catch (IOException e) {
            throw new AssertionError("labd did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
