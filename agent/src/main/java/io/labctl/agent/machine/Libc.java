package io.labctl.agent.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The system calls that Java has no door to. Each answers as the kernel does: a result of 0 or
 * more, or an error's number as a negative one. Finding them takes some milliseconds, so nobody
 * comes here who changes nothing.
 */
@SuppressWarnings("restricted") // which is what this class is for
final class Libc {
    static final int ENOENT = 2;
    static final int ENOTDIR = 20;
    static final int ERANGE = 34;
    static final int ENODATA = 61;
    static final int ENOTSUP = 95;

    private static final int O_PATH = 010000000;
    private static final int O_CLOEXEC = 02000000;
    private static final int O_NOFOLLOW =
            System.getProperty("os.arch").equals("aarch64") ? 0100000 : 0400000;
    private static final int AT_FDCWD = -100;
    private static final int LONGEST_PATH = 4096;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPENAT =
            function(
                    "openat",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
                    Linker.Option.firstVariadicArg(3));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle READLINKAT =
            function(
                    "readlinkat",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle LLISTXATTR =
            function("llistxattr", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle LGETXATTR =
            function(
                    "lgetxattr",
                    FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle LSETXATTR =
            function(
                    "lsetxattr",
                    FunctionDescriptor.of(
                            JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle STRERROR =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("strerror"),
                    FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private Libc() {}

    /** A handle on a directory that stands for nothing but the place; links are followed. */
    static long openPlace(Path directory) {
        return open(AT_FDCWD, directory.toString(), O_PATH | O_CLOEXEC);
    }

    /** A handle on an entry of a directory, whatever it is: a link is not followed. */
    static long openEntry(int directory, String name) {
        return open(directory, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    }

    /** The same for a path, of which only the last step must be no link. */
    static long openEntry(Path path) {
        return openEntry(AT_FDCWD, path.toString());
    }

    private static long open(int directory, String name, int flags) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int result =
                    (int) OPENAT.invokeExact(state, directory, arena.allocateFrom(name), flags);
            return answer(result, state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void close(int handle) {
        try (var arena = Arena.ofConfined()) {
            int _ = (int) CLOSE.invokeExact(arena.allocate(STATE), handle);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** What is written in the link that a handle stands for. */
    static String linkTarget(int link) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment text = arena.allocate(LONGEST_PATH + 1L);
            long length =
                    (long)
                            READLINKAT.invokeExact(
                                    state, link, arena.allocateFrom(""), text, (long) LONGEST_PATH);
            if (length < 0) {
                throw new IllegalStateException(
                        "link not readable: " + words(answer(length, state)));
            }
            return text.getString(0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Names into a buffer, each ended by a zero; the size alone for an empty buffer. */
    static long attributeNames(Path path, byte[] into) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment buffer = arena.allocate(Math.max(1, into.length));
            long size =
                    (long)
                            LLISTXATTR.invokeExact(
                                    state,
                                    arena.allocateFrom(path.toString()),
                                    buffer,
                                    (long) into.length);
            return answer(filled(into, buffer, size), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** A value into a buffer; the size alone for an empty buffer. */
    static long attribute(Path path, String name, byte[] into) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment buffer = arena.allocate(Math.max(1, into.length));
            long size =
                    (long)
                            LGETXATTR.invokeExact(
                                    state,
                                    arena.allocateFrom(path.toString()),
                                    arena.allocateFrom(name),
                                    buffer,
                                    (long) into.length);
            return answer(filled(into, buffer, size), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long setAttribute(Path path, String name, byte[] value) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment buffer = arena.allocate(Math.max(1, value.length));
            MemorySegment.copy(value, 0, buffer, ValueLayout.JAVA_BYTE, 0, value.length);
            int result =
                    (int)
                            LSETXATTR.invokeExact(
                                    state,
                                    arena.allocateFrom(path.toString()),
                                    arena.allocateFrom(name),
                                    buffer,
                                    (long) value.length,
                                    0);
            return answer(result, state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** An error in the system's words, as Java has them in its own exceptions. */
    static String words(long error) {
        try {
            var text = (MemorySegment) STRERROR.invokeExact((int) Math.abs(error));
            return text.reinterpret(LONGEST_PATH).getString(0).toLowerCase(Locale.ROOT);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static long filled(byte[] into, MemorySegment buffer, long size) {
        if (size > 0 && size <= into.length) {
            MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, (int) size);
        }
        return size;
    }

    private static long answer(long result, MemorySegment state) {
        return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
    }

    private static MethodHandle function(
            String name, FunctionDescriptor shape, Linker.Option... options) {
        var all = new Linker.Option[options.length + 1];
        System.arraycopy(options, 0, all, 1, options.length);
        all[0] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, all);
    }

    private static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("a call of the C library did not come about", e);
    }
}
