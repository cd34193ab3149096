package io.labctl.deploy.loop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The way to labd, on which one answer is lost: whatever labd says on a connection after much of a
 * large body has come is held back while something else happens, and then the connection ends.
 */
final class LostAnswer implements AutoCloseable {
    private static final int LARGE = 40_000;

    private final ServerSocket door;
    private final int labd;
    private final Runnable instead;
    private final AtomicBoolean lost = new AtomicBoolean();

    /** To labd on that port of this machine; this happens instead of the answer. */
    LostAnswer(int labd, Runnable instead) throws IOException {
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.labd = labd;
        this.instead = instead;
        Thread.startVirtualThread(this::accept);
    }

    String url() {
        return "https://127.0.0.1:" + door.getLocalPort();
    }

    boolean happened() {
        return lost.get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket agent = door.accept();
                Thread.startVirtualThread(() -> join(agent));
            } catch (IOException _) {
                // closed, or an agent that has gone again
            }
        }
    }

    private void join(Socket agent) {
        try (agent;
                var server = new Socket(InetAddress.getLoopbackAddress(), labd)) {
            var sent = new AtomicLong();
            Thread.startVirtualThread(() -> up(agent, server, sent));
            down(server, agent, sent);
        } catch (IOException _) {
            // either side has gone
        }
    }

    private static void up(Socket agent, Socket server, AtomicLong sent) {
        try {
            var some = new byte[8192];
            InputStream from = agent.getInputStream();
            for (int count = from.read(some); count >= 0; count = from.read(some)) {
                server.getOutputStream().write(some, 0, count);
                sent.addAndGet(count);
            }
            server.shutdownOutput();
        } catch (IOException _) {
            // either side has gone
        }
    }

    private void down(Socket server, Socket agent, AtomicLong sent) throws IOException {
        var some = new byte[8192];
        InputStream from = server.getInputStream();
        for (int count = from.read(some); count >= 0; count = from.read(some)) {
            if (sent.get() > LARGE && lost.compareAndSet(false, true)) {
                instead.run();
                return;
            }
            agent.getOutputStream().write(some, 0, count);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
