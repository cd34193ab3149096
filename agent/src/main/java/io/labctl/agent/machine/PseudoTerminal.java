package io.labctl.agent.machine;

import io.labctl.catalog.kernel.Handle;
import io.labctl.catalog.session.TerminalSize;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The side of a new terminal on which a person would sit (pty(7)); programs have the other, which
 * has a path. Read by one thread, written by one, closed by any: who waits is woken then.
 */
final class PseudoTerminal implements Closeable {
    private static final int LONGEST_NAME = 128;

    /** Opened by its path, this would be another terminal. */
    private final Handle master;

    private final Path forPrograms;

    /** Nothing is written there; its end wakes who waits. */
    private final KernelPipe closing;

    private final AtomicBoolean isClosing = new AtomicBoolean();

    /** The master is used by those who share it, and closed by who has it alone. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private boolean isClosed;

    private PseudoTerminal(Handle master, Path forPrograms, KernelPipe closing) {
        this.master = master;
        this.forPrograms = forPrograms;
        this.closing = closing;
    }

    /**
     * A new one.
     *
     * @throws FileSystemException when this machine has none to give
     */
    static PseudoTerminal open() throws FileSystemException {
        String told = "/dev/ptmx";
        Handle master = Handle.of(TerminalCalls.open(), told);
        try {
            Handle.checked(TerminalCalls.unlock(master.number()), told);
            Handle.checked(TerminalCalls.editUtf8(master.number()), told);
            var name = new byte[LONGEST_NAME];
            Handle.checked(TerminalCalls.name(master.number(), name), told);
            Path forPrograms = Path.of(TerminalCalls.text(name));
            return new PseudoTerminal(master, forPrograms, KernelPipe.open());
        } catch (FileSystemException | RuntimeException e) {
            master.close();
            throw e;
        }
    }

    /** What a program opens as its terminal. */
    Path forPrograms() {
        return forPrograms;
    }

    /** Programs that want to know are told by the kernel (SIGWINCH). */
    void resize(TerminalSize size) throws FileSystemException {
        use.readLock().lock();
        try {
            if (!isClosed) {
                checked(TerminalCalls.resize(master.number(), size));
            }
        } finally {
            use.readLock().unlock();
        }
    }

    /** The process group that a key such as Ctrl-C would reach, where there is one. */
    OptionalLong foreground() {
        use.readLock().lock();
        try {
            long group = isClosed ? 0 : TerminalCalls.foreground(master.number());
            return group > 0 ? OptionalLong.of(group) : OptionalLong.empty();
        } finally {
            use.readLock().unlock();
        }
    }

    /**
     * What programs have written, as soon as there is something; -1 once none of them has it open
     * any more, or this is closed.
     */
    int read(byte[] into, int from, int most) throws FileSystemException {
        use.readLock().lock();
        try {
            while (awaits(TerminalCalls.POLLIN)) {
                long count = TerminalCalls.read(master.number(), into, from, most);
                if (count == 0 || count == -TerminalCalls.EIO) {
                    return -1;
                }
                if (isDone(count)) {
                    return (int) count;
                }
            }
            return -1;
        } finally {
            use.readLock().unlock();
        }
    }

    /**
     * Types this; waits until there is room.
     *
     * @throws IOException when nobody reads there any more
     */
    void write(ByteBuffer bytes) throws IOException {
        use.readLock().lock();
        try {
            while (bytes.hasRemaining()) {
                if (!awaits(TerminalCalls.POLLOUT)) {
                    throw new ClosedChannelException();
                }
                var rest = new byte[bytes.remaining()];
                bytes.get(bytes.position(), rest);
                long count = TerminalCalls.write(master.number(), rest);
                if (isDone(count)) {
                    bytes.position(bytes.position() + (int) count);
                }
            }
        } finally {
            use.readLock().unlock();
        }
    }

    /** False when it is to be tried again. */
    private boolean isDone(long count) throws FileSystemException {
        return count != -TerminalCalls.EAGAIN
                && count != -TerminalCalls.EINTR
                && checked(count) >= 0;
    }

    /**
     * Waits until there is something to read, or room to write.
     *
     * @return false when this is closed meanwhile, or nobody has the other side who would read
     */
    private boolean awaits(short event) throws FileSystemException {
        var happened = new short[2];
        while (!isClosed) {
            long count =
                    TerminalCalls.poll(
                            master.number(), event, closing.reading().number(), happened);
            if (count != -TerminalCalls.EINTR) {
                checked(count);
                boolean isForUs =
                        event == TerminalCalls.POLLIN // the end of the output is to be read, too
                                || (happened[0] & event) != 0;
                return happened[1] == 0 && isForUs;
            }
        }
        return false;
    }

    private long checked(long answer) throws FileSystemException {
        return Handle.checked(answer, forPrograms.toString());
    }

    /** Programs that still have it are hung up on (SIGHUP). */
    @Override
    public void close() {
        if (!isClosing.compareAndSet(false, true)) {
            return;
        }
        closing.writing().close();
        use.writeLock().lock();
        try {
            isClosed = true;
            master.close();
            closing.reading().close();
        } finally {
            use.writeLock().unlock();
        }
    }
}
