package io.labctl.master.http;

import io.labctl.catalog.api.Problem;
import io.labctl.master.identity.Caller;
import io.labctl.master.identity.CallerContext;
import io.labctl.master.identity.CallerFilter;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;

/**
 * Carries requests from Undertow to Jersey without servlets. The endpoint runs on a thread of its
 * own.
 */
final class JerseyHandler implements WithBody {
    private static final URI BASE = URI.create("https://labd/");

    private final ApplicationHandler jersey;
    private final Executor threads;
    private final ProblemAnswer problems;
    private final Duration answerWithin;

    JerseyHandler(
            ApplicationHandler jersey,
            Executor threads,
            ProblemAnswer problems,
            Duration answerWithin) {
        this.jersey = jersey;
        this.threads = threads;
        this.problems = problems;
        this.answerWithin = answerWithin;
    }

    @Override
    public void handle(HttpServerExchange exchange, byte[] body) {
        exchange.dispatch(threads, () -> answer(exchange, body));
    }

    /** Whatever happens, the request is answered or its connection ended; none is left hanging. */
    private void answer(HttpServerExchange exchange, byte[] body) {
        try {
            ask(exchange, body);
        } catch (RuntimeException | Error e) {
            response(exchange).failure(e);
        }
    }

    private void ask(HttpServerExchange exchange, byte[] body) {
        try {
            jersey.handle(request(exchange, uri(exchange), body));
        } catch (URISyntaxException e) {
            problems.send(
                    exchange,
                    StatusCodes.BAD_REQUEST,
                    Problem.INVALID_INPUT,
                    "the request's path is not a URI");
        }
    }

    private static URI uri(HttpServerExchange exchange) throws URISyntaxException {
        String query = exchange.getQueryString();
        return new URI(
                "https://labd" + exchange.getRequestURI() + (query.isEmpty() ? "" : "?" + query));
    }

    private ContainerRequest request(HttpServerExchange exchange, URI uri, byte[] body) {
        var request =
                new ContainerRequest(
                        BASE,
                        uri,
                        method(exchange),
                        new CallerContext(new Caller.Anonymous()),
                        new MapPropertiesDelegate(),
                        jersey.getConfiguration());
        for (HeaderValues header : exchange.getRequestHeaders()) {
            String name = header.getHeaderName().toString();
            header.forEach(value -> request.header(name, value));
        }
        ClientCertificate.of(exchange)
                .ifPresent(found -> request.setProperty(CallerFilter.CERTIFICATE, found));
        if (isHead(exchange)) {
            request.setProperty(NotForHead.IS_HEAD, true);
        }
        request.setEntityStream(new ByteArrayInputStream(body));
        request.setWriter(response(exchange));
        return request;
    }

    /** Of a GET's answer to a HEAD, Undertow sends all but the body. */
    private static String method(HttpServerExchange exchange) {
        return (isHead(exchange) ? Methods.GET : exchange.getRequestMethod()).toString();
    }

    private static boolean isHead(HttpServerExchange exchange) {
        return exchange.getRequestMethod().equals(Methods.HEAD);
    }

    private UndertowResponse response(HttpServerExchange exchange) {
        return new UndertowResponse(exchange, problems.json(), answerWithin);
    }
}
