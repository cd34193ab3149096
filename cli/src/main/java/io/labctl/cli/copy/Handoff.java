package io.labctl.cli.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bytes on their way from the thread that receives them to the one that reads them. Who brings more
 * than are read waits, and so does what is behind him, up to the program that writes them.
 */
final class Handoff extends InputStream {
    private static final int MOST = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private byte[] current = new byte[0];
    private int at;
    private boolean ended;
    private volatile boolean closed;

    /** Answers false when nobody reads any more. */
    boolean bring(byte[] piece) {
        lock.lock();
        try {
            while (!closed && pieces.size() >= MOST) {
                changed.await();
            }
            if (!closed && piece.length > 0) {
                pieces.add(piece);
                changed.signalAll();
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the session is over
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** No more will be brought. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (closed) {
            throw notWanted();
        }
        if (at == current.length && !next()) {
            return -1;
        }
        int count = Math.min(length, current.length - at);
        System.arraycopy(current, at, into, from, count);
        at += count;
        return count;
    }

    private boolean next() throws IOException {
        lock.lock();
        try {
            while (pieces.isEmpty() && !ended && !closed) {
                changed.await();
            }
            if (closed) {
                throw notWanted();
            }
            if (pieces.isEmpty()) {
                return false;
            }
            current = pieces.remove();
            at = 0;
            changed.signalAll();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } finally {
            lock.unlock();
        }
    }

    private static IOException notWanted() {
        return new IOException("nothing more is wanted");
    }

    /** What was brought is dropped, and whoever reads it is told. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            pieces.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
