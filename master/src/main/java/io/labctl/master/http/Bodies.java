package io.labctl.master.http;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.time.Span;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.security.cert.Certificate;
import java.util.Optional;

/**
 * Reads the body of each request whole, by events, within a time and within what bodies may take up
 * together: a client that sends slowly holds no thread and no place, only its bytes, and those not
 * for long. Each certificate has a small share at most, and all strangers together have one of
 * their own, so that nobody can crowd out the others.
 */
final class Bodies implements HttpHandler {
    /** Enough for an enrolment, the only body that is taken of someone without a certificate. */
    private static final long STRANGER_BYTES = 64 * 1024;

    /** One part in so many of what all bodies may take up is a share. */
    private static final int SHARES = 16;

    /**
     * A body that announces its length is read on up to this many times its limit, so that the
     * client comes to read why it is refused; any other is while there is time for a body.
     */
    private static final int DRAINED = 16;

    private static final String CONFIGURED = "of labd's limits.body";
    private static final String FIXED = "that labd takes without a client certificate";

    private static final byte[] NONE = {};

    private final BodyLimits limits;
    private final Kind known;
    private final Kind strangers;
    private final ProblemAnswer problems;
    private final Busy busy;
    private final WithBody next;

    /**
     * Whom a body comes from, and so what is taken.
     *
     * @param whose limit it is, in words that follow it
     */
    private record Kind(long limit, String whose, BodyBudget budget) {
        static Kind known(BodyLimits limits, long share) {
            return of(limits.bytes(), CONFIGURED, limits.togetherBytes() - share, share);
        }

        static Kind strangers(BodyLimits limits, long share) {
            return limits.bytes() < STRANGER_BYTES
                    ? of(limits.bytes(), CONFIGURED, share, share)
                    : of(STRANGER_BYTES, FIXED, share, share);
        }

        /** One body of the largest size always fits. */
        private static Kind of(long limit, String whose, long together, long each) {
            return new Kind(
                    limit, whose, new BodyBudget(Math.max(limit, together), Math.max(limit, each)));
        }
    }

    Bodies(BodyLimits limits, ProblemAnswer problems, Busy busy, WithBody next) {
        long share = limits.togetherBytes() / SHARES;
        this.limits = limits;
        this.known = Kind.known(limits, share);
        this.strangers = Kind.strangers(limits, share);
        this.problems = problems;
        this.busy = busy;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        Optional<Certificate> client = ClientCertificate.of(exchange);
        boolean stranger = client.isEmpty();
        Kind kind = stranger ? strangers : known;
        if (!stranger && isRowOfFrames(exchange)) {
            next.handle(exchange, NONE); // it is read as it comes, by whoever passes it on
            return;
        }
        exchange.setMaxEntitySize(DRAINED * kind.limit());
        if (exchange.getRequestContentLength() > kind.limit()) {
            tooLarge(exchange, kind);
        } else if (stranger && exchange.getRequestHeaders().contains(Headers.CONTENT_ENCODING)) {
            notDecompressed(exchange);
        } else if (exchange.isRequestComplete()) {
            next.handle(exchange, NONE);
        } else {
            receive(exchange, kind, client);
        }
    }

    private static boolean isRowOfFrames(HttpServerExchange exchange) {
        return Frame.MEDIA_TYPE.equals(exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE));
    }

    /** The bytes are taken before they are there, because their place is made at once. */
    private void receive(HttpServerExchange exchange, Kind kind, Optional<Certificate> client) {
        long announced = exchange.getRequestContentLength();
        long bytes = announced < 0 ? kind.limit() : announced;
        if (!kind.budget().take(client, bytes)) {
            Deadline.closing(exchange, limits.within());
            busy.send(exchange);
            return;
        }
        Held.by(exchange, () -> kind.budget().giveBack(client, bytes));
        if (HttpContinue.requiresContinueResponse(exchange)) {
            HttpContinue.sendContinueResponse(exchange, new Continued(kind));
        } else {
            read(exchange, kind);
        }
    }

    /** Reads the body of a client that waited to be told to send it (RFC 9110, section 10.1.1). */
    private final class Continued implements IoCallback {
        private final Kind kind;

        private Continued(Kind kind) {
            this.kind = kind;
        }

        @Override
        public void onComplete(HttpServerExchange exchange, Sender sender) {
            read(exchange, kind);
        }

        @Override
        public void onException(HttpServerExchange exchange, Sender sender, IOException cause) {
            exchange.endExchange();
        }
    }

    private void read(HttpServerExchange exchange, Kind kind) {
        var deadline = new BodyDeadline();
        WholeBody.read(
                exchange, Math.toIntExact(kind.limit()), new InTime(exchange, kind, deadline));
        deadline.set(exchange, limits.within(), () -> late(exchange));
    }

    /** Hands a body on, or says why not, unless it is too late: then that has been said. */
    private final class InTime implements WholeBody.Taker {
        private final HttpServerExchange exchange;
        private final Kind kind;
        private final BodyDeadline deadline;

        private InTime(HttpServerExchange exchange, Kind kind, BodyDeadline deadline) {
            this.exchange = exchange;
            this.kind = kind;
            this.deadline = deadline;
        }

        @Override
        public void whole(byte[] body) {
            if (deadline.end()) {
                next.handle(exchange, body);
            }
        }

        @Override
        public void tooLarge() {
            if (deadline.end()) {
                Bodies.this.tooLarge(exchange, kind);
            }
        }

        @Override
        public void broken() {
            if (deadline.end()) {
                exchange.setPersistent(false);
                refuse(
                        exchange,
                        StatusCodes.BAD_REQUEST,
                        "the request's body did not arrive whole");
            }
        }
    }

    private void late(HttpServerExchange exchange) {
        exchange.setPersistent(false);
        Deadline.closing(exchange, BodyDeadline.LAST_WORDS);
        refuse(
                exchange,
                StatusCodes.REQUEST_TIME_OUT,
                "the request's body did not arrive within %s".formatted(Span.of(limits.within())));
    }

    private void notDecompressed(HttpServerExchange exchange) {
        exchange.setPersistent(false);
        Deadline.closing(exchange, limits.within());
        refuse(
                exchange,
                StatusCodes.UNSUPPORTED_MEDIA_TYPE,
                "a body with a content encoding needs a client certificate");
    }

    private void tooLarge(HttpServerExchange exchange, Kind kind) {
        Deadline.closing(exchange, limits.within());
        problems.send(
                exchange,
                StatusCodes.REQUEST_ENTITY_TOO_LARGE,
                Problem.TOO_LARGE,
                "the request's body is larger than the %d bytes %s"
                        .formatted(kind.limit(), kind.whose()));
    }

    private void refuse(HttpServerExchange exchange, int status, String detail) {
        problems.send(exchange, status, Problem.INVALID_INPUT, detail);
    }
}
