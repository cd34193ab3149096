package io.labctl.agent.machine;

import static io.labctl.catalog.kernel.CLibrary.answer;
import static io.labctl.catalog.kernel.CLibrary.function;
import static io.labctl.catalog.kernel.CLibrary.text;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.labctl.catalog.kernel.PathBytes;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/**
 * The system calls that Java has no door to. Each answers as the kernel does: a result of 0 or
 * more, or an error's number as a negative one. Finding them takes some milliseconds, so nobody
 * comes here who changes nothing.
 */
@SuppressWarnings("restricted") // which is what this class is for
final class Libc {
    static final int ERANGE = 34;
    static final int ENODATA = 61;
    static final int ENOTSUP = 95;

    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;

    private static final MethodHandle EXECVP =
            function("execvp", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle FCNTL =
            function(
                    "fcntl",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle READLINKAT =
            function(
                    "readlinkat",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle LISTXATTR =
            function("listxattr", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle GETXATTR =
            function(
                    "getxattr",
                    FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle SETXATTR =
            function(
                    "setxattr",
                    FunctionDescriptor.of(
                            JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle REMOVEXATTR =
            function("removexattr", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));

    private Libc() {}

    /** A handle that the next program shall not have. */
    static void closeOnExec(int handle) {
        answer((_, state) -> (int) FCNTL.invokeExact(state, handle, F_SETFD, FD_CLOEXEC));
    }

    /** Another program instead of this one; returns only when that cannot be. */
    static long execute(List<String> argv) {
        return answer(
                (arena, state) -> {
                    MemorySegment words = arena.allocate(ADDRESS, argv.size() + 1L);
                    for (int i = 0; i < argv.size(); i++) {
                        words.setAtIndex(ADDRESS, i, arena.allocateFrom(argv.get(i)));
                    }
                    return (int) EXECVP.invokeExact(state, words.getAtIndex(ADDRESS, 0), words);
                });
    }

    /** What is written in the link that a handle stands for, into a buffer. */
    static long linkTarget(int link, byte[] into) {
        return filled(
                into,
                (arena, state, buffer, size) ->
                        (long)
                                READLINKAT.invokeExact(
                                        state, link, arena.allocateFrom(""), buffer, size));
    }

    /** Names into a buffer, each ended by a zero; the size alone for an empty buffer. */
    static long attributeNames(Path path, byte[] into) {
        byte[] name = PathBytes.of(path);
        return filled(
                into,
                (arena, state, buffer, size) ->
                        (long) LISTXATTR.invokeExact(state, text(arena, name), buffer, size));
    }

    /** A value into a buffer; the size alone for an empty buffer. */
    static long attribute(Path path, String attribute, byte[] into) {
        byte[] name = PathBytes.of(path);
        return filled(
                into,
                (arena, state, buffer, size) ->
                        (long)
                                GETXATTR.invokeExact(
                                        state,
                                        text(arena, name),
                                        arena.allocateFrom(attribute),
                                        buffer,
                                        size));
    }

    static long setAttribute(Path path, String name, byte[] value) {
        return answer(
                (arena, state) ->
                        (int)
                                SETXATTR.invokeExact(
                                        state,
                                        text(arena, PathBytes.of(path)),
                                        arena.allocateFrom(name),
                                        arena.allocateFrom(ValueLayout.JAVA_BYTE, value),
                                        (long) value.length,
                                        0));
    }

    static long removeAttribute(Path path, String name) {
        return answer(
                (arena, state) ->
                        (int)
                                REMOVEXATTR.invokeExact(
                                        state,
                                        text(arena, PathBytes.of(path)),
                                        arena.allocateFrom(name)));
    }

    private interface Filling {
        long into(Arena arena, MemorySegment state, MemorySegment buffer, long size)
                throws Throwable;
    }

    private static long filled(byte[] into, Filling filling) {
        return answer(
                (arena, state) -> {
                    MemorySegment buffer = arena.allocate(Math.max(1, into.length));
                    long size = filling.into(arena, state, buffer, into.length);
                    if (size > 0 && size <= into.length) {
                        MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, (int) size);
                    }
                    return size;
                });
    }
}
