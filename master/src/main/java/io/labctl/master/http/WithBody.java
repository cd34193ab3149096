package io.labctl.master.http;

import io.undertow.server.HttpServerExchange;

/** What is done with a request whose body is there, whole. */
@FunctionalInterface
interface WithBody {
    /** Called on the connection's own thread, so it must not block. */
    void handle(HttpServerExchange exchange, byte[] body);
}
