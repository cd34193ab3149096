package io.labctl.master.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
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

/**
 * Collects an answer and sends it by events; every answer of the REST interface fits into memory. A
 * client that does not take it in time loses its connection, and so gives back its place.
 */
final class UndertowResponse implements ContainerResponseWriter {
    private static final Logger LOG = LoggerFactory.getLogger(UndertowResponse.class);

    private final HttpServerExchange exchange;
    private final Duration within;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    UndertowResponse(HttpServerExchange exchange, Duration within) {
        this.exchange = exchange;
        this.within = within;
    }

    @Override
    public OutputStream writeResponseStatusAndHeaders(
            long contentLength, ContainerResponse response) {
        exchange.setStatusCode(response.getStatus());
        response.getStringHeaders()
                .forEach(
                        (name, values) ->
                                exchange.getResponseHeaders().putAll(new HttpString(name), values));
        return body;
    }

    @Override
    public void commit() {
        exchange.getResponseHeaders().remove(Headers.CONTENT_LENGTH);
        ByteBuffer bytes = ByteBuffer.wrap(body.toByteArray());
        // On the connection's own thread: ended elsewhere, the exchange makes that thread spin
        // until it has ended.
        exchange.dispatch(exchange.getIoThread(), () -> send(bytes));
    }

    private void send(ByteBuffer bytes) {
        Deadline.closing(exchange, within);
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
