package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.Unavailable;
import io.labctl.cli.print.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a machine has to have for nodes made of namespaces. */
final class Requirements {
    private static final List<Path> FOLDERS =
            Stream.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
                    .map(Path::of)
                    .toList();
    private static final List<String> PROGRAMS =
            List.of(
                    "unshare",
                    "nsenter",
                    "mount",
                    "umount",
                    "pivot_root",
                    "setsid",
                    "ip",
                    "dpkg-deb");
    private static final Duration INSTALLING = Duration.ofMinutes(5);

    private final Commands commands;
    private final Console console;

    Requirements(Commands commands, Console console) {
        this.commands = commands;
        this.console = console;
    }

    /**
     * Looks for all of it.
     *
     * @throws Denied when the caller is not root
     * @throws Unavailable when something else is missing; the one sentence names all of it
     */
    void check() {
        boolean root = isRoot();
        List<String> missing = new ArrayList<>();
        if (!System.getProperty("os.name", "").equals("Linux")) {
            missing.add("Linux");
        } else {
            onLinux(root, missing);
        }
        if (!missing.isEmpty()) {
            String sentence = "a rehearsal needs " + String.join(", and ", missing);
            throw root ? new Unavailable(sentence) : new Denied(sentence);
        }
    }

    private void onLinux(boolean root, List<String> missing) {
        if (!root) {
            missing.add("root (try it with sudo)");
        }
        if (!overlay()) {
            missing.add("the overlay file system in the kernel (modprobe overlay)");
        }
        programs(root, missing);
        if (root && found("unshare")) {
            namespaces(missing);
        }
    }

    /** Root of a container may have no leave to make any. */
    private void namespaces(List<String> missing) {
        Commands.Finished trial =
                commands.run(
                        List.of(
                                "unshare", "--mount", "--uts", "--ipc", "--net", "--pid", "--fork",
                                "true"),
                        Duration.ofSeconds(10));
        if (!trial.succeeded()) {
            missing.add("leave to make namespaces (%s)".formatted(trial.output().strip()));
        }
    }

    private void programs(boolean root, List<String> missing) {
        if (root && !found("ip") && found("apt-get")) {
            console.say("installing iproute2, which a rehearsal's network needs");
            commands.run(
                    List.of(
                            "env",
                            "DEBIAN_FRONTEND=noninteractive",
                            "apt-get",
                            "-q",
                            "-y",
                            "-o",
                            "DPkg::Lock::Timeout=120",
                            "install",
                            "--no-install-recommends",
                            "iproute2"),
                    INSTALLING);
        }
        List<String> programs = PROGRAMS.stream().filter(program -> !found(program)).toList();
        if (!programs.isEmpty()) {
            missing.add(
                    "%s (on Debian: apt-get install iproute2 util-linux dpkg)"
                            .formatted(String.join(", ", programs)));
        }
    }

    static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            return false;
        }
    }

    private boolean overlay() {
        return inKernel()
                || (commands.run(List.of("modprobe", "overlay"), Duration.ofSeconds(10)).succeeded()
                        && inKernel());
    }

    private static boolean inKernel() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/filesystems"))) {
            return lines.anyMatch(line -> line.endsWith("\toverlay"));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean found(String program) {
        return FOLDERS.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
    }
}
