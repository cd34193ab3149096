package io.labctl.master.http;

import io.labctl.catalog.api.Problem;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Collects an answer and sends it by events; every answer of the REST interface fits into memory. A
 * client that does not take it in time loses its connection, and so gives back its place.
 */
final class UndertowResponse implements ContainerResponseWriter {
    private static final Logger LOG = LoggerFactory.getLogger(UndertowResponse.class);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final HttpServerExchange exchange;
    private final JsonMapper json;
    private final Duration within;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable LongAnswer goesOn;

    UndertowResponse(HttpServerExchange exchange, JsonMapper json, Duration within) {
        this.exchange = exchange;
        this.json = json;
        this.within = within;
    }

    @Override
    public OutputStream writeResponseStatusAndHeaders(
            long contentLength, ContainerResponse response) {
        if (response.getEntity() instanceof LongAnswer answer) {
            goesOn = answer;
            return body;
        }
        exchange.setStatusCode(response.getStatus());
        response.getStringHeaders()
                .forEach(
                        (name, values) ->
                                exchange.getResponseHeaders().putAll(new HttpString(name), values));
        return body;
    }

    @Override
    public void commit() {
        if (goesOn == null) {
            sendCollected();
        } else {
            LongAnswer answer = goesOn;
            exchange.dispatch(exchange.getIoThread(), () -> begin(answer));
        }
    }

    private void begin(LongAnswer answer) {
        switch (answer) {
            case Later later -> Parking.park(exchange, later, this::sending);
            case FrameSink sink -> sink.begin(exchange);
            case FrameSource source -> source.begin(exchange, new ProblemAnswer(json));
        }
    }

    private void sendCollected() {
        exchange.getResponseHeaders().remove(Headers.CONTENT_LENGTH);
        ByteBuffer bytes = ByteBuffer.wrap(body.toByteArray());
        // On the connection's own thread: ended elsewhere, the exchange makes that thread spin
        // until it has ended.
        exchange.dispatch(exchange.getIoThread(), () -> send(bytes));
    }

    /** The body is written where the answer is given; only sending it is the connection's work. */
    private Runnable sending(Later.Answer answer) {
        Object value = answer.body();
        ByteBuffer bytes = value == null ? NOTHING : ByteBuffer.wrap(json.writeValueAsBytes(value));
        return () -> {
            exchange.setStatusCode(answer.status());
            HeaderMap headers = exchange.getResponseHeaders();
            answer.headers().forEach((name, text) -> headers.put(new HttpString(name), text));
            if (value != null) {
                headers.put(Headers.CONTENT_TYPE, media(value));
            }
            send(bytes);
        };
    }

    private static String media(Object value) {
        return value instanceof Problem ? Problem.MEDIA_TYPE : MediaType.APPLICATION_JSON;
    }

    private void send(ByteBuffer bytes) {
        if (exchange.isRequestComplete()) {
            Deadline.closing(exchange, within);
        } else { // a row of frames that is refused: its client may send on and not listen
            exchange.setPersistent(false);
            Deadline.closing(exchange, BodyDeadline.LAST_WORDS);
        }
        exchange.getResponseSender().send(bytes);
    }

    @Override
    public void failure(Throwable error) {
        LOG.atError()
                .addKeyValue("path", exchange.getRequestPath())
                .setCause(error)
                .log("request failed in Jersey");
        if (!exchange.isResponseStarted()) {
            exchange.setStatusCode(StatusCodes.INTERNAL_SERVER_ERROR);
        }
        exchange.endExchange();
    }

    @Override
    public boolean suspend(long timeOut, TimeUnit unit, @Nullable TimeoutHandler handler) {
        throw new UnsupportedOperationException("no endpoint suspends its answer");
    }

    @Override
    public void setSuspendTimeout(long timeOut, TimeUnit unit) {
        throw new UnsupportedOperationException("no endpoint suspends its answer");
    }

    @Override
    public boolean enableResponseBuffering() {
        return false;
    }
}
