package io.labctl.agent.lock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The locks on files as the kernel lists them (proc_locks(5)). */
record KernelLocks(Path list) {
    private static final int PID = 4;
    private static final int FILE = 5;

    static KernelLocks ofThisMachine() {
        return new KernelLocks(Path.of("/proc/locks"));
    }

    /**
     * The process that holds a lock on this file. Empty when none does any more, when it is of
     * another PID namespace, and on file systems that number their files otherwise there.
     */
    OptionalLong holder(Path file) {
        try {
            String sought = number(file);
            return Files.readAllLines(list, StandardCharsets.ISO_8859_1).stream()
                    .map(line -> line.trim().split("\\s+"))
                    .filter(words -> words.length > FILE && words[FILE].equals(sought))
                    .filter(words -> words[PID].matches("[1-9][0-9]{0,9}"))
                    .mapToLong(words -> Long.parseLong(words[PID]))
                    .findFirst();
        } catch (IOException | UnsupportedOperationException e) {
            return OptionalLong.empty(); // who it is helps to find it, and is no part of the lock
        }
    }

    /**
     * Device and inode, {@code fd:01:131090}; how a device's number is put together: makedev(3).
     */
    private static String number(Path file) throws IOException {
        long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
        long major = (device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL);
        long minor = (device & 0xff) | (device >>> 12 & ~0xffL);
        long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
        return "%02x:%02x:%d".formatted(major, minor, inode);
    }
}
