package io.labctl.agent.lock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** The locks on files as the kernel lists them (proc_locks(5)). */
public record KernelLocks(Path list) {
    private static final int PID = 4;
    private static final int FILE = 5;

    public static KernelLocks ofThisMachine() {
        return new KernelLocks(Path.of("/proc/locks"));
    }

    /**
     * The process that holds a lock on this file. Empty when none does any more, when it is of
     * another PID namespace, and on file systems that number their files otherwise there.
     */
    OptionalLong holder(Path file) {
        try {
            long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
            long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
            return holder(
                    Files.readAllLines(list, StandardCharsets.ISO_8859_1), number(device, inode));
        } catch (IOException | UnsupportedOperationException e) {
            return OptionalLong.empty(); // who it is helps to find it, and is no part of the lock
        }
    }

    /** Who waits for a lock has one word more in front, {@code ->}, and so is not found. */
    static OptionalLong holder(List<String> lines, String number) {
        return lines.stream()
                .map(line -> line.trim().split("\\s+"))
                .filter(words -> words.length > FILE && words[FILE].equals(number))
                .filter(words -> words[PID].matches("[1-9][0-9]{0,9}"))
                .mapToLong(words -> Long.parseLong(words[PID]))
                .findFirst();
    }

    /**
     * A file as it is named there, {@code fd:01:131090}; how a device's number is put together:
     * makedev(3).
     */
    static String number(long device, long inode) {
        long major = (device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL);
        long minor = (device & 0xff) | (device >>> 12 & ~0xffL);
        return "%02x:%02x:%d".formatted(major, minor, inode);
    }
}
