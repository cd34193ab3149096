package io.labctl.agent.facts;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.yaml.YamlDocument;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The service at a link-local address by which a cloud tells a machine about itself: plain HTTP,
 * without a proxy; a redirect is not followed. At most {@link YamlDocument#LARGEST} bytes are read
 * of all answers together.
 */
final class MetadataService implements AutoCloseable {
    /** Where all the clouds have it. */
    static final URI LINK_LOCAL = URI.create("http://169.254.169.254");

    private static final Duration CONNECT = Duration.ofMillis(500);
    private static final int OK = 200;

    private final URI address;
    private final HttpClient http;
    private int left = YamlDocument.LARGEST;

    MetadataService(URI address) {
        this.address = address;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .connectTimeout(CONNECT)
                        .build();
    }

    /** An answer, whatever its status. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Answer(URI from, int status, byte[] body) {
        boolean ok() {
            return status == OK;
        }

        /** Its body, which has to be there. */
        byte[] need() {
            if (!ok()) {
                throw new Unavailable("%s answers with status %d".formatted(from, status));
            }
            return body;
        }

        String needText() {
            need();
            return text().orElseThrow(() -> new InvalidInput(from + " does not answer with text"));
        }

        /** Its body without white space around it, where it is there and is text. */
        Optional<String> text() {
            return ok() ? decoded(body).map(String::strip) : Optional.empty();
        }

        private static Optional<String> decoded(byte[] bytes) {
            try {
                String text =
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(bytes))
                                .toString();
                return Optional.of(text).filter(each -> each.indexOf('\0') < 0);
            } catch (CharacterCodingException _) {
                return Optional.empty();
            }
        }
    }

    Answer get(String path, Map<String, String> headers) {
        return send(request(path, headers).GET().build());
    }

    Answer put(String path, Map<String, String> headers) {
        return send(request(path, headers).PUT(HttpRequest.BodyPublishers.noBody()).build());
    }

    /** The whole address of a path, for a message. */
    URI at(String path) {
        return address.resolve(path);
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(at(path));
        headers.forEach(request::header);
        return request;
    }

    private Answer send(HttpRequest request) {
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                byte[] bytes = body.readNBytes(left + 1);
                left -= bytes.length;
                if (left < 0) {
                    throw new InvalidInput(
                            "%s gives more than the %d bytes that are read"
                                    .formatted(address, YamlDocument.LARGEST));
                }
                return new Answer(request.uri(), response.statusCode(), bytes);
            }
        } catch (IOException e) {
            throw new Unavailable("%s %s".formatted(address, reason(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable(address + " was not waited for", e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case HttpConnectTimeoutException _ -> "does not answer to a connect";
            case ConnectException _ -> "cannot be reached: connection refused or no route";
            default -> "does not speak HTTP, or broke off";
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
