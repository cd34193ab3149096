package io.labctl.master.worker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A program for the kernel (seccomp(2), classic BPF) under which a process can have threads but can
 * start no other process, whatever it runs: not by fork, and so not by what follows one either.
 * Java in it can neither connect nor listen and says so; that nobody could be reached anyway is the
 * network namespace's work. For x86-64 and 64-bit ARM; elsewhere no call at all is allowed, so that
 * nothing starts.
 */
final class CallFilter {
    // The parts of struct seccomp_data.
    private static final int CALL = 0;
    private static final int MACHINE = 4;
    private static final int FIRST_ARGUMENT = 16;

    private static final int X86_64 = 0xC000_003E;
    private static final int ARM64 = 0xC000_00B7;

    /** Calls of the x32 world, which have numbers of their own. */
    private static final int X32 = 0x4000_0000;

    private static final int CLONE_THREAD = 0x0001_0000;

    private static final int ALLOWED = 0x7FFF_0000;
    private static final int NOT_PERMITTED = 0x0005_0001;

    /** The C library then takes clone, whose flags can be looked at. */
    private static final int NOT_THERE = 0x0005_0026;

    private static final short LOAD = 0x20;
    private static final short IF_EQUAL = 0x15;
    private static final short IF_AT_LEAST = 0x35;
    private static final short IF_ANY_BIT = 0x45;
    private static final short END = 0x06;

    private CallFilter() {}

    /** An array of struct sock_filter, in this machine's byte order. */
    static byte[] program() {
        var program = ByteBuffer.allocate(23 * 8).order(ByteOrder.nativeOrder());
        add(program, LOAD, MACHINE, 0, 0);
        add(program, IF_EQUAL, ARM64, 10, 0);
        add(program, IF_EQUAL, X86_64, 0, 18);
        add(program, LOAD, CALL, 0, 0);
        add(program, IF_AT_LEAST, X32, 16, 0);
        add(program, IF_EQUAL, 57, 15, 0); // fork
        add(program, IF_EQUAL, 58, 14, 0); // vfork
        add(program, IF_EQUAL, 42, 13, 0); // connect
        add(program, IF_EQUAL, 49, 12, 0); // bind
        add(program, IF_EQUAL, 50, 11, 0); // listen
        add(program, IF_EQUAL, 435, 7, 0); // clone3
        add(program, IF_EQUAL, 56, 7, 10); // clone
        add(program, LOAD, CALL, 0, 0);
        add(program, IF_EQUAL, 203, 7, 0); // connect
        add(program, IF_EQUAL, 200, 6, 0); // bind
        add(program, IF_EQUAL, 201, 5, 0); // listen
        add(program, IF_EQUAL, 435, 1, 0); // clone3
        add(program, IF_EQUAL, 220, 1, 4); // clone
        add(program, END, NOT_THERE, 0, 0);
        add(program, LOAD, FIRST_ARGUMENT, 0, 0);
        add(program, IF_ANY_BIT, CLONE_THREAD, 1, 0);
        add(program, END, NOT_PERMITTED, 0, 0);
        add(program, END, ALLOWED, 0, 0);
        return program.array();
    }

    /**
     * @param then how many instructions are left out when it is so
     * @param otherwise the same when it is not
     */
    private static void add(ByteBuffer program, short code, int value, int then, int otherwise) {
        program.putShort(code).put((byte) then).put((byte) otherwise).putInt(value);
    }
}
