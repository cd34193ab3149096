package io.labctl.deploy.loop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one way to several labds of this machine: each connection goes to the next of them that takes
 * it, and is passed on as it comes.
 */
final class Balancer implements AutoCloseable {
    private static final int WAITING = 200;

    private final ServerSocket door;
    private final List<Integer> labds;
    private final AtomicInteger next = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** To labds on these ports. */
    Balancer(List<Integer> labds) throws IOException {
        this.door = new ServerSocket(0, WAITING, InetAddress.getLoopbackAddress());
        this.labds = List.copyOf(labds);
        Thread.startVirtualThread(this::accept);
    }

    String url() {
        return "https://127.0.0.1:" + door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                open.add(near);
                Thread.startVirtualThread(() -> join(near));
            } catch (IOException _) {
                // closed
            }
        }
    }

    private void join(Socket near) {
        try (near;
                Socket far = labd()) {
            open.add(far);
            Thread answers = Thread.startVirtualThread(() -> pass(far, near));
            pass(near, far);
            answers.join();
            open.remove(far);
        } catch (IOException _) {
            // no labd is there
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(near);
        }
    }

    private Socket labd() throws IOException {
        IOException last = new IOException("there is no labd");
        for (int tried = 0; tried < labds.size(); tried++) {
            int port = labds.get(Math.floorMod(next.getAndIncrement(), labds.size()));
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    /** To the end; then the other direction is over too. */
    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // either side has gone
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
