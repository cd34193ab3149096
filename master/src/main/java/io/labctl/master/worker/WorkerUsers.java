package io.labctl.master.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As whom workers run, and so what the kernel counts as theirs: it bounds the threads of a user
 * (setrlimit(2), RLIMIT_NPROC), all that this user runs anywhere included. Safe for many threads.
 */
final class WorkerUsers {
    /** The Java Virtual Machine takes some twenty. */
    static final int MOST_THREADS = 64;

    private static final Pattern KERNEL = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4}).*");

    private final boolean isRoot;
    private final String kernel;
    private final Path process;

    /** Of the one who is next; workers of this labd are different ones as long as there are any. */
    private final AtomicInteger next;

    /**
     * @param isRoot whether labd is root, who would keep too much in a sandbox
     * @param kernel its release, as uname(2) has it
     * @param process labd's own folder in /proc
     * @param random says with whom to begin
     */
    WorkerUsers(boolean isRoot, String kernel, Path process, RandomGenerator random) {
        this.isRoot = isRoot;
        this.kernel = kernel;
        this.process = process;
        this.next = new AtomicInteger(random.nextInt());
    }

    static WorkerUsers ofThisMachine(boolean isRoot, RandomGenerator random) {
        return new WorkerUsers(
                isRoot, System.getProperty("os.version"), Path.of("/proc/self"), random);
    }

    /** What bwrap makes of the user who starts it. */
    List<String> walls() {
        return isRoot // only to become somebody else, who has none
                ? List.of(
                        "--cap-add",
                        "CAP_SETUID",
                        "--cap-add",
                        "CAP_SETGID",
                        "--cap-add",
                        "CAP_SETPCAP")
                : List.of("--unshare-user");
    }

    /**
     * A bound for prlimit(1), where it bounds this worker alone. Before 5.14 the kernel counts
     * labd's own threads along, in whatever namespace they are, as labd's user is the worker's.
     */
    List<String> threadLimit() {
        return isRoot || isAtLeast(5, 14) ? List.of("--nproc=" + MOST_THREADS) : List.of();
    }

    private boolean isAtLeast(int major, int minor) {
        Matcher release = KERNEL.matcher(kernel);
        if (!release.matches()) {
            return true;
        }
        int newer = Integer.compare(Integer.parseInt(release.group(1)), major);
        return newer > 0 || (newer == 0 && Integer.parseInt(release.group(2)) >= minor);
    }

    /**
     * The program, in the sandbox, that makes root another user; none when labd is not root.
     *
     * @throws NoWorker when there is nobody else to become
     */
    List<String> becoming() throws IOException, NoWorker {
        if (!isRoot) {
            return List.of();
        }
        int nobodyElse = unused().at(next.getAndIncrement());
        return List.of(
                "/bin/setpriv",
                "--reuid=" + nobodyElse,
                "--regid=" + nobodyElse,
                "--clear-groups",
                "--inh-caps=-all",
                "--bounding-set=-all",
                "--no-new-privs");
    }

    private UnusedUsers unused() throws IOException, NoWorker {
        return UnusedUsers.among(
                        Files.readString(process.resolve("uid_map")),
                        Files.readString(process.resolve("gid_map")))
                .orElseThrow(
                        () ->
                                new NoWorker(
                                        "modules of the site run as users that nobody else is, and labd's container has none: map users and groups %s into it, as by 65536 from 0 on, or %s"
                                                .formatted(UnusedUsers.FEW, UnusedUsers.MANY)));
    }
}
