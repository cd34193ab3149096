package io.labctl.master.http;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.wire.WireJson;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Wire records as JSON bodies, gzip accepted, limited after decompression. */
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
final class JsonBody implements MessageBodyReader<Object>, MessageBodyWriter<Object> {
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final JsonMapper json;
    private final long decompressedBytes;

    JsonBody(JsonMapper json, long decompressedBytes) {
        this.json = json;
        this.decompressedBytes = decompressedBytes;
    }

    @Override
    public boolean isReadable(
            Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return Record.class.isAssignableFrom(type);
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        byte[] bytes = whole(headers.getFirst(HttpHeaders.CONTENT_ENCODING), body);
        return WireJson.read(json, bytes, type, "request body");
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return Record.class.isAssignableFrom(type);
    }

    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(json.writeValueAsBytes(value));
    }

    private byte[] whole(@Nullable String encoding, InputStream body) throws IOException {
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return body.readAllBytes();
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            throw new ClientErrorException(
                    "content encoding '%s' is not known, only gzip".formatted(encoding),
                    Response.Status.UNSUPPORTED_MEDIA_TYPE);
        }
        try (var unzipped = new GZIPInputStream(body)) {
            byte[] bytes =
                    unzipped.readNBytes((int) Math.min(decompressedBytes + 1, LARGEST_ARRAY));
            if (bytes.length > decompressedBytes) {
                throw new ClientErrorException(
                        "the request's body is larger than the %d bytes of labd's limits.decompressed-body when decompressed"
                                .formatted(decompressedBytes),
                        Response.Status.REQUEST_ENTITY_TOO_LARGE);
            }
            return bytes;
        } catch (ZipException | EOFException e) {
            throw new InvalidInput("request body is not valid gzip", e);
        }
    }
}
