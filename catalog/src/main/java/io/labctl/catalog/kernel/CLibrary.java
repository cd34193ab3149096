package io.labctl.catalog.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/** How functions of the C library are found and called. Finding one takes some milliseconds. */
@SuppressWarnings("restricted") // which is what this class is for
public final class CLibrary {
    private static final int LONGEST_TEXT = 4096;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle STRERROR =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("strerror"),
                    FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private CLibrary() {}

    /** Calls a function that {@link #function} has found. */
    public interface Downcall {
        /**
         * One call.
         *
         * @param arena for what the function is handed; it ends with the call
         * @param state the function's first argument
         */
        long with(Arena arena, MemorySegment state) throws Throwable;
    }

    /** A function, which is handed the state of its {@link Downcall} besides its own arguments. */
    public static MethodHandle function(
            String name, FunctionDescriptor shape, Linker.Option... options) {
        var all = new Linker.Option[options.length + 1];
        System.arraycopy(options, 0, all, 1, options.length);
        all[0] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, all);
    }

    /** As the kernel answers: a result of 0 or more, or an error's number as a negative one. */
    public static long answer(Downcall call) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long result = made(() -> call.with(arena, state));
            return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
        }
    }

    /** Bytes ended by a zero. */
    public static MemorySegment text(Arena arena, byte[] bytes) {
        MemorySegment text = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
        return text;
    }

    /** An error in the system's words, as Java has them in its own exceptions. */
    public static String words(long error) {
        MemorySegment text =
                made(() -> (MemorySegment) STRERROR.invokeExact((int) Math.abs(error)));
        return text.reinterpret(LONGEST_TEXT).getString(0).toLowerCase(Locale.ROOT);
    }

    private interface Made<T> {
        T now() throws Throwable;
    }

    private static <T> T made(Made<T> call) {
        try {
            return call.now();
        } catch (Throwable e) {
            throw new IllegalStateException("a call of the C library did not come about", e);
        }
    }
}
