package io.labctl.agent.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.labctl.catalog.kernel.CLibrary;
import io.labctl.catalog.session.TerminalSize;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * The system calls about terminals, each answered as the kernel does: a result of 0 or more, or an
 * error's number as a negative one. Apart from {@link Libc}: only who has a terminal needs them.
 */
final class TerminalCalls {
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int EAGAIN = 11;

    /** What {@link #poll} waits for. */
    static final short POLLIN = 1;

    static final short POLLOUT = 4;

    private static final int O_RDWR = 02;
    private static final int O_NOCTTY = 0400;
    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 02000000;

    private static final long TIOCGPGRP = 0x540F;
    private static final long TIOCSWINSZ = 0x5414;
    private static final int IUTF8 = 040000;

    /** More than any processor's struct termios has; its first part is the input flags. */
    private static final int TERMIOS_BYTES = 256;

    private static final int POLLFD_BYTES = 8;
    private static final int EVENTS = 4;
    private static final int REVENTS = 6;

    private static final MethodHandle OPENPT =
            CLibrary.function("posix_openpt", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle UNLOCKPT =
            CLibrary.function("unlockpt", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle PTSNAME =
            CLibrary.function(
                    "ptsname_r", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle IOCTL =
            CLibrary.function(
                    "ioctl",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle TCGETATTR =
            CLibrary.function("tcgetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle TCSETATTR =
            CLibrary.function(
                    "tcsetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle POLL =
            CLibrary.function(
                    "poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle READ =
            CLibrary.function(
                    "read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE =
            CLibrary.function(
                    "write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

    private TerminalCalls() {}

    /** A new terminal's master, which does not wait and becomes nobody's own terminal. */
    static long open() {
        int flags = O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
        return CLibrary.answer((_, state) -> (int) OPENPT.invokeExact(state, flags));
    }

    /** Its other side can be opened from now on. */
    static long unlock(int master) {
        return CLibrary.answer((_, state) -> (int) UNLOCKPT.invokeExact(state, master));
    }

    /** The path of its other side into a buffer, ended by a zero. */
    static long name(int master, byte[] into) {
        return CLibrary.answer(
                (arena, state) -> {
                    MemorySegment text = arena.allocate(into.length);
                    int error = (int) PTSNAME.invokeExact(state, master, text, (long) into.length);
                    MemorySegment.copy(text, JAVA_BYTE, 0, into, 0, into.length);
                    return error == 0 ? 0 : -1; // which leaves the same number in errno
                });
    }

    static String text(byte[] endedByAZero) {
        int end = 0;
        while (endedByAZero[end] != 0) {
            end++;
        }
        return new String(endedByAZero, 0, end, StandardCharsets.UTF_8);
    }

    /** The kernel's own line editing deletes whole characters from now on. */
    static long editUtf8(int master) {
        return CLibrary.answer(
                (arena, state) -> {
                    MemorySegment terms = arena.allocate(TERMIOS_BYTES, Long.BYTES);
                    int found = (int) TCGETATTR.invokeExact(state, master, terms);
                    if (found < 0) {
                        return found;
                    }
                    terms.set(JAVA_INT, 0, terms.get(JAVA_INT, 0) | IUTF8);
                    return (int) TCSETATTR.invokeExact(state, master, 0, terms);
                });
    }

    static long resize(int master, TerminalSize size) {
        return CLibrary.answer(
                (arena, state) -> {
                    MemorySegment window = arena.allocate(JAVA_SHORT, 4);
                    window.setAtIndex(JAVA_SHORT, 0, (short) size.rows());
                    window.setAtIndex(JAVA_SHORT, 1, (short) size.columns());
                    return (int) IOCTL.invokeExact(state, master, TIOCSWINSZ, window);
                });
    }

    /** The process group that its keys reach; 0 for none. */
    static long foreground(int master) {
        return CLibrary.answer(
                (arena, state) -> {
                    MemorySegment group = arena.allocate(JAVA_INT);
                    int answer = (int) IOCTL.invokeExact(state, master, TIOCGPGRP, group);
                    return answer < 0 ? answer : Math.max(0, group.get(JAVA_INT, 0));
                });
    }

    static long read(int master, byte[] into, int from, int most) {
        return CLibrary.answer(
                (arena, state) -> {
                    MemorySegment bytes = arena.allocate(most);
                    long count = (long) READ.invokeExact(state, master, bytes, (long) most);
                    if (count > 0) {
                        MemorySegment.copy(bytes, JAVA_BYTE, 0, into, from, (int) count);
                    }
                    return count;
                });
    }

    static long write(int master, byte[] bytes) {
        return CLibrary.answer(
                (arena, state) ->
                        (long)
                                WRITE.invokeExact(
                                        state,
                                        master,
                                        arena.allocateFrom(JAVA_BYTE, bytes),
                                        (long) bytes.length));
    }

    /**
     * Waits for one event of the first, or for anything of the second.
     *
     * @param happened gets what did, of each
     */
    static long poll(int first, short event, int second, short[] happened) {
        return CLibrary.answer(
                (arena, state) -> {
                    MemorySegment both = arena.allocate(2L * POLLFD_BYTES, Integer.BYTES);
                    both.set(JAVA_INT, 0, first);
                    both.set(JAVA_SHORT, EVENTS, event);
                    both.set(JAVA_INT, POLLFD_BYTES, second);
                    both.set(JAVA_SHORT, POLLFD_BYTES + EVENTS, POLLIN);
                    int ready = (int) POLL.invokeExact(state, both, 2L, -1);
                    happened[0] = both.get(JAVA_SHORT, REVENTS);
                    happened[1] = both.get(JAVA_SHORT, POLLFD_BYTES + REVENTS);
                    return ready;
                });
    }
}
