package io.labctl.agent.machine;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.labctl.catalog.kernel.CLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Optional;

/** What a program can be told by the kernel, by its name without SIG (signal(7)). */
public enum Signal {
    HUP(1),
    INT(2),
    QUIT(3),
    KILL(9),
    USR1(10),
    USR2(12),
    PIPE(13),
    TERM(15),
    CONT(18),
    STOP(19),
    TSTP(20),
    WINCH(28);

    private static final MethodHandle SEND =
            CLibrary.function("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    /** By which the kernels of all processors that the agent runs on know it. */
    private final int number;

    Signal(int number) {
        this.number = number;
    }

    public static Optional<Signal> of(String name) {
        return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
    }

    /** As a shell tells that a program was ended by it. */
    public int exitCode() {
        return 128 + number;
    }

    public int number() {
        return number;
    }

    /**
     * To all of the group that a process leads, or to itself when it does not lead one yet; it is
     * no fault when they have all ended.
     */
    void toGroupOf(long leader) {
        if (to(-leader) < 0) {
            long _ = to(leader);
        }
    }

    private long to(long receiver) {
        return CLibrary.answer((_, state) -> (int) SEND.invokeExact(state, (int) receiver, number));
    }
}
