package io.labctl.master.http;

import io.labctl.catalog.api.Problem;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/**
 * Lets a limited number of requests in at once. The others are told to come back after a random
 * while, so that a fleet which comes back all at once is spread out instead of turned away
 * together.
 */
final class Admission implements HttpHandler {
    private static final String HEALTH = "/health";
    private static final int SOONEST_SECONDS = 1;
    private static final int LATEST_SECONDS = 30;

    private final Semaphore places;
    private final RandomGenerator random;
    private final ProblemAnswer problems;
    private final HttpHandler next;

    Admission(int places, RandomGenerator random, ProblemAnswer problems, HttpHandler next) {
        this.places = new Semaphore(places);
        this.random = random;
        this.problems = problems;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (exchange.getRequestPath().startsWith(HEALTH)) {
            next.handleRequest(exchange); // a busy labd is alive, and a probe must learn that
            return;
        }
        if (!places.tryAcquire()) {
            int seconds = random.nextInt(SOONEST_SECONDS, LATEST_SECONDS + 1);
            problems.send(
                    exchange,
                    StatusCodes.SERVICE_UNAVAILABLE,
                    Problem.PREFIX + "unavailable",
                    "labd is busy; try again in %d seconds".formatted(seconds),
                    seconds);
            return;
        }
        exchange.addExchangeCompleteListener(
                (_, chain) -> {
                    places.release();
                    chain.proceed();
                });
        next.handleRequest(exchange);
    }
}
