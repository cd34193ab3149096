package io.labctl.master.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds workers by the program that they run in. */
public final class SandboxedProcesses {
    private SandboxedProcesses() {}

    /** Those that a process has started, and what runs in them. */
    public static List<ProcessHandle> below(ProcessHandle process) {
        return process.children()
                .filter(SandboxedProcesses::isSandbox)
                .flatMap(each -> each.descendants().filter(ProcessHandle::isAlive))
                .toList();
    }

    /**
     * By its name in the kernel: more of a program in namespaces of its own need not be readable.
     */
    private static boolean isSandbox(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "comm"))
                    .equals("bwrap\n");
        } catch (IOException _) {
            return false; // it has ended meanwhile
        }
    }
}
