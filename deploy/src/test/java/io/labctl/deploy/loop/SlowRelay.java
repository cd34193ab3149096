package io.labctl.deploy.loop;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/** A way to labd on which everything is late, as over a satellite, though nothing is slow. */
final class SlowRelay implements AutoCloseable {
    private static final int PIECE = 16 * 1024;

    private final ServerSocket door;
    private final InetSocketAddress labd;
    private final Duration late;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private SlowRelay(ServerSocket door, InetSocketAddress labd, Duration late) {
        this.door = door;
        this.labd = labd;
        this.late = late;
    }

    /**
     * Opens it beside labd.
     *
     * @param late each byte, in each direction
     */
    static SlowRelay open(InetSocketAddress labd, Duration late) throws IOException {
        var relay = new SlowRelay(new ServerSocket(0, 50, labd.getAddress()), labd, late);
        Thread.startVirtualThread(relay::accept);
        return relay;
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = door.accept();
                var far = new Socket(labd.getAddress(), labd.getPort());
                open.addAll(List.of(near, far));
                carry(near, far);
                carry(far, near);
            }
        } catch (IOException e) {
            // it is closed
        }
    }

    /** What arrived, and when it is to go on; the last one is empty. */
    private record Piece(ByteBuffer bytes, long due) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(due, ((Piece) other).due);
        }
    }

    private void carry(Socket from, Socket to) {
        var under = new DelayQueue<Piece>();
        Thread.startVirtualThread(() -> read(from, under));
        Thread.startVirtualThread(() -> write(under, to));
    }

    private void read(Socket from, DelayQueue<Piece> under) {
        var some = new byte[PIECE];
        try {
            InputStream in = from.getInputStream();
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                under.add(piece(ByteBuffer.wrap(Arrays.copyOf(some, count))));
            }
        } catch (IOException e) {
            // for the other side it ends all the same
        }
        under.add(piece(ByteBuffer.allocate(0)));
    }

    private Piece piece(ByteBuffer bytes) {
        return new Piece(bytes, System.nanoTime() + late.toNanos());
    }

    private void write(DelayQueue<Piece> under, Socket to) {
        try (to) {
            WritableByteChannel out = Channels.newChannel(to.getOutputStream());
            for (var next = under.take().bytes();
                    next.hasRemaining();
                    next = under.take().bytes()) {
                out.write(next);
            }
        } catch (IOException e) {
            // whoever read there is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
