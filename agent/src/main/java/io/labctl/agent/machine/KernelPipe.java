package io.labctl.agent.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.labctl.catalog.kernel.CLibrary;
import io.labctl.catalog.kernel.Handle;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.FileSystemException;

/**
 * Both ends of a new pipe, which no other program gets (pipe2(2), O_CLOEXEC). Apart from {@link
 * Libc}: a run that changes nothing runs programs too, and needs nothing else from there.
 */
record KernelPipe(Handle reading, Handle writing) {
    private static final int ENDS = 2;
    private static final int O_CLOEXEC = 02000000;
    private static final MethodHandle PIPE2 =
            CLibrary.function("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

    static KernelPipe open() throws FileSystemException {
        var ends = new int[ENDS];
        Handle.checked(
                CLibrary.answer(
                        (arena, state) -> {
                            MemorySegment both = arena.allocate(JAVA_INT, ENDS);
                            int result = (int) PIPE2.invokeExact(state, both, O_CLOEXEC);
                            MemorySegment.copy(both, JAVA_INT, 0, ends, 0, ENDS);
                            return result;
                        }),
                "pipe for a program's output");
        return new KernelPipe(new Handle(ends[0]), new Handle(ends[1]));
    }
}
