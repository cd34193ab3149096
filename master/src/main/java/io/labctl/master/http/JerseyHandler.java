package io.labctl.master.http;

import io.labctl.catalog.api.Problem;
import io.labctl.master.identity.Caller;
import io.labctl.master.identity.CallerContext;
import io.labctl.master.identity.CallerFilter;
import io.undertow.io.IoCallback;
import io.undertow.io.Receiver;
import io.undertow.io.Sender;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.Certificate;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;

/**
 * Carries requests from Undertow to Jersey without servlets. A body is read whole, by events and
 * within its limit, before a thread is spent on it, so a slow client holds none; the endpoint then
 * runs on a thread of its own.
 */
final class JerseyHandler implements HttpHandler {
    /** Enough for an enrolment, the only body that is taken of someone without a certificate. */
    private static final long STRANGER_BYTES = 64 * 1024;

    /**
     * A body is read on up to this many times its limit, so that the client comes to read why it is
     * refused.
     */
    private static final int DRAINED = 16;

    private static final URI BASE = URI.create("https://labd/");

    private final ApplicationHandler jersey;
    private final Executor threads;
    private final long bodyBytes;
    private final ProblemAnswer problems;

    JerseyHandler(
            ApplicationHandler jersey, Executor threads, long bodyBytes, ProblemAnswer problems) {
        this.jersey = jersey;
        this.threads = threads;
        this.bodyBytes = bodyBytes;
        this.problems = problems;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        boolean stranger = clientCertificate(exchange).isEmpty();
        long limit = stranger ? Math.min(bodyBytes, STRANGER_BYTES) : bodyBytes;
        exchange.setMaxEntitySize(DRAINED * limit);
        if (exchange.getRequestContentLength() > limit) {
            tooLarge(exchange, limit);
        } else if (stranger && exchange.getRequestHeaders().contains(Headers.CONTENT_ENCODING)) {
            notDecompressed(exchange);
        } else if (HttpContinue.requiresContinueResponse(exchange)) {
            HttpContinue.sendContinueResponse(exchange, new Continued(limit));
        } else {
            receive(exchange, limit);
        }
    }

    /** Reads the body of a client that waited to be told to send it (RFC 9110, section 10.1.1). */
    private final class Continued implements IoCallback {
        private final long limit;

        private Continued(long limit) {
            this.limit = limit;
        }

        @Override
        public void onComplete(HttpServerExchange exchange, Sender sender) {
            receive(exchange, limit);
        }

        @Override
        public void onException(HttpServerExchange exchange, Sender sender, IOException cause) {
            exchange.endExchange();
        }
    }

    private void receive(HttpServerExchange exchange, long limit) {
        Receiver receiver = exchange.getRequestReceiver();
        receiver.setMaxBufferSize(Math.toIntExact(limit));
        receiver.receiveFullBytes(
                (whole, body) -> whole.dispatch(threads, () -> answer(whole, body)),
                (broken, cause) -> {
                    if (broken.isResponseStarted()) {
                        broken.endExchange();
                    } else {
                        bodyFailed(broken, cause, limit);
                    }
                });
    }

    private void notDecompressed(HttpServerExchange exchange) {
        exchange.setPersistent(false);
        problems.send(
                exchange,
                StatusCodes.UNSUPPORTED_MEDIA_TYPE,
                Problem.PREFIX + "invalid-input",
                "a body with a content encoding needs a client certificate");
    }

    private void bodyFailed(HttpServerExchange exchange, IOException cause, long limit) {
        if (cause instanceof Receiver.RequestToLargeException) {
            tooLarge(exchange, limit);
        } else {
            exchange.setPersistent(false);
            problems.send(
                    exchange,
                    StatusCodes.BAD_REQUEST,
                    Problem.PREFIX + "invalid-input",
                    "the request's body did not arrive whole");
        }
    }

    private void tooLarge(HttpServerExchange exchange, long limit) {
        problems.send(
                exchange,
                StatusCodes.REQUEST_ENTITY_TOO_LARGE,
                Problem.PREFIX + "too-large",
                "the request's body is larger than %d bytes".formatted(limit));
    }

    /** Whatever happens, the request is answered or its connection ended; none is left hanging. */
    private void answer(HttpServerExchange exchange, byte[] body) {
        try {
            handle(exchange, body);
        } catch (RuntimeException | Error e) {
            new UndertowResponse(exchange).failure(e);
        }
    }

    private void handle(HttpServerExchange exchange, byte[] body) {
        URI uri;
        try {
            String query = exchange.getQueryString();
            uri =
                    new URI(
                            "https://labd"
                                    + exchange.getRequestURI()
                                    + (query.isEmpty() ? "" : "?" + query));
        } catch (URISyntaxException e) {
            problems.send(
                    exchange,
                    StatusCodes.BAD_REQUEST,
                    Problem.PREFIX + "invalid-input",
                    "the request's path is not a URI");
            return;
        }
        var request =
                new ContainerRequest(
                        BASE,
                        uri,
                        exchange.getRequestMethod().toString(),
                        new CallerContext(new Caller.Anonymous()),
                        new MapPropertiesDelegate(),
                        jersey.getConfiguration());
        exchange.getRequestHeaders()
                .forEach(
                        header ->
                                header.forEach(
                                        value ->
                                                request.header(
                                                        header.getHeaderName().toString(), value)));
        clientCertificate(exchange)
                .ifPresent(found -> request.setProperty(CallerFilter.CERTIFICATE, found));
        request.setEntityStream(new ByteArrayInputStream(body));
        request.setWriter(new UndertowResponse(exchange));
        jersey.handle(request);
    }

    private static Optional<Certificate> clientCertificate(HttpServerExchange exchange) {
        var tls = exchange.getConnection().getSslSession();
        if (tls == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(tls.getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty(); // none was shown; the route decides whether it needs one
        }
    }
}
