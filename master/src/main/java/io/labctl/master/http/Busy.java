package io.labctl.master.http;

import io.labctl.catalog.api.Problem;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.util.random.RandomGenerator;

/**
 * Tells a client to come back after a random while, so that a fleet which comes back all at once is
 * spread out instead of turned away together.
 */
record Busy(ProblemAnswer problems, RandomGenerator random) {
    private static final int SOONEST_SECONDS = 1;
    private static final int LATEST_SECONDS = 30;

    void send(HttpServerExchange exchange) {
        int seconds = random.nextInt(SOONEST_SECONDS, LATEST_SECONDS + 1);
        problems.send(
                exchange,
                StatusCodes.SERVICE_UNAVAILABLE,
                Problem.UNAVAILABLE,
                "labd is busy; try again in %d seconds".formatted(seconds),
                seconds);
    }
}
