package io.labctl.agent.session;

import io.labctl.catalog.session.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/**
 * What a caller says to the agent on one connection.
 *
 * @param turn its number
 * @param from up to where the agent has what was said before
 * @param over completed when it breaks or has served
 */
record FakeConnection(
        OutputStream body,
        long turn,
        CompletableFuture<Long> from,
        CompletableFuture<Boolean> over) {
    FakeConnection(OutputStream body, long turn) {
        this(body, turn, new CompletableFuture<>(), new CompletableFuture<>());
    }

    void say(Frame frame) throws IOException {
        var bytes = new byte[frame.length()];
        frame.encoded().get(bytes);
        synchronized (body) {
            body.write(bytes);
            body.flush();
        }
    }
}
