package io.labctl.master.http;

import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.Options;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Watches the connection of a request that has been read whole and is not answered yet: a client
 * that dies says so only to who reads. Used on the connection's thread alone.
 */
final class Watch {
    /** Whoever watches has a limit of its own; the connection's must not end it. */
    private static final int NO_LIMIT = 0;

    private final ConduitStreamSourceChannel source;
    private final Runnable gone;

    private Watch(ConduitStreamSourceChannel source, Runnable gone) {
        this.source = source;
        this.gone = gone;
    }

    /**
     * Watches from now on.
     *
     * @param gone told when nobody is there any more, perhaps before this returns
     */
    static Watch over(HttpServerExchange exchange, Runnable gone) {
        var connection = (AbstractServerConnection) exchange.getConnection();
        ConduitStreamSourceChannel source = connection.getChannel().getSourceChannel();
        var watch = new Watch(source, gone);
        try {
            connection.setOption(Options.READ_TIMEOUT, NO_LIMIT);
        } catch (IOException e) {
            gone.run();
            return watch;
        }
        // After a body its own conduit is still there, which has ended and tells of nothing more.
        source.setConduit(connection.getOriginalSourceConduit());
        source.getReadSetter().set(_ -> watch.look());
        source.resumeReads();
        return watch;
    }

    /** Whoever speaks before the answer is there is cut off too: no client of labd does. */
    private void look() {
        try {
            if (source.read(ByteBuffer.allocate(1)) != 0) {
                gone.run();
            }
        } catch (IOException e) {
            gone.run();
        }
    }

    void end() {
        source.getReadSetter().set(null);
        source.suspendReads();
    }
}
