package io.labctl.agent.labd;

import io.labctl.agent.proxy.Proxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A request to labd. Each may be sent again when it is not known whether labd has seen it.
 *
 * @param body null for none
 * @param limit for the whole exchange, until the last byte of the answer is there
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record Outgoing(
        String method,
        String path,
        byte @Nullable [] body,
        Map<String, String> headers,
        Duration limit) {
    private static final String POST = "POST";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Below this, to expand the body would cost labd more than the network saves. */
    private static final int LARGE = 16 * 1024;

    static Outgoing get(String path, Duration limit) {
        return new Outgoing("GET", path, null, Map.of(), limit);
    }

    /** Small JSON. */
    public static Outgoing json(String path, byte[] json) {
        return new Outgoing(POST, path, json, JSON, LIMIT);
    }

    static Outgoing delete(String path, Duration limit) {
        return new Outgoing("DELETE", path, null, Map.of(), limit);
    }

    /** JSON of any size, compressed when it is large. */
    static Outgoing packed(String path, byte[] json) {
        return json.length < LARGE ? json(path, json) : gzipped(path, gzip(json));
    }

    /** JSON that is already compressed. */
    static Outgoing gzipped(String path, byte[] gzip) {
        return new Outgoing(POST, path, gzip, JSON, LIMIT).with("Content-Encoding", "gzip");
    }

    /** The same request as a PUT. */
    Outgoing put() {
        return new Outgoing("PUT", path, body, headers, limit);
    }

    Outgoing with(String header, String value) {
        var all = new TreeMap<>(headers);
        all.put(header, value);
        return new Outgoing(method, path, body, all, limit);
    }

    /** Credentials for a proxy go to it alone, with its part of the request. */
    HttpRequest to(Route route) {
        return addressed(route)
                .timeout(limit)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /** Without its body and its limit. */
    HttpRequest.Builder addressed(Route route) {
        var request = HttpRequest.newBuilder(route.server().resolve(path));
        headers.forEach(request::setHeader);
        route.proxy()
                .flatMap(Proxy::authorization)
                .ifPresent(shown -> request.setHeader("Proxy-Authorization", shown));
        return request;
    }

    /** Compresses (RFC 1952). */
    public static byte[] gzip(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
