package io.labctl.master.http;

import io.labctl.catalog.api.Problem;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import tools.jackson.databind.json.JsonMapper;

/** Error answers from below Jersey, in the same form as those from above. */
record ProblemAnswer(JsonMapper json) {
    void send(HttpServerExchange exchange, int status, String type, String detail) {
        var problem = Problem.of(type, StatusCodes.getReason(status), status, detail);
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, Problem.MEDIA_TYPE);
        exchange.getResponseSender().send(ByteBuffer.wrap(json.writeValueAsBytes(problem)));
    }

    void send(
            HttpServerExchange exchange,
            int status,
            String type,
            String detail,
            int retryAfterSeconds) {
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, retryAfterSeconds);
        send(exchange, status, type, detail);
    }
}
