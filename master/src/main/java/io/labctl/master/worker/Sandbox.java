package io.labctl.master.worker;

import io.labctl.catalog.file.FileTrouble;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a Java program that can read the JDK, the system's libraries and labd's own jars, can
 * write nowhere, can start no other process, and has no network, no other process in sight, nothing
 * of labd's environment and bounded memory, as bubblewrap (bwrap(1)) makes it.
 */
final class Sandbox {
    /**
     * bwrap takes its filter from an open file, and Java opens none for the programs that it
     * starts. Nothing in this text depends on anything: all is arguments of it.
     */
    private static final String WITH_FILTER = "exec 3<\"$0\" && rm \"$0\" && exec \"$@\"";

    private static final List<Path> PROGRAMS =
            List.of(Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/local/bin"));
    private static final List<String> LIBRARIES =
            List.of("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/lib32", "/usr/libx32");
    private static final List<String> DEVICES =
            List.of("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom");

    private static final long MIB = 1L << 20;

    private final Path java;
    private final List<Path> classPath;
    private final WorkerUsers users;
    private final int heapMib;

    /**
     * @param java the folder of the Java that runs labd
     * @param classPath labd's own
     * @param heapMib the program's heap, in MiB; all of it may take three times as much
     */
    Sandbox(Path java, String classPath, WorkerUsers users, int heapMib) {
        this.java = java;
        this.classPath = ClassPath.of(classPath);
        this.users = users;
        this.heapMib = heapMib;
    }

    WorkerBounds bounds() {
        return new WorkerBounds(heapMib, !users.threadLimit().isEmpty());
    }

    /**
     * Starts it.
     *
     * @param main the program's class
     * @throws NoWorker when this machine lacks what a sandbox is made with
     */
    Process start(Class<?> main) throws NoWorker {
        var argv = new ArrayList<String>();
        argv.add(program("bwrap", "bubblewrap").toString());
        argv.addAll(walls());
        try {
            argv.addAll(limits());
            argv.addAll(machine());
            argv.add(main.getName());
            return start(argv);
        } catch (IOException e) {
            throw new NoWorker("no sandbox can be made: " + FileTrouble.reason(e));
        }
    }

    private static Process start(List<String> argv) throws IOException {
        Path filter = Files.createTempFile("labd-worker", ".filter");
        try {
            Files.write(filter, CallFilter.program());
            var builder = new ProcessBuilder("/bin/sh", "-c", WITH_FILTER, filter.toString());
            builder.command().addAll(argv);
            builder.environment().clear();
            return builder.start();
        } catch (IOException e) {
            Files.deleteIfExists(filter);
            throw e;
        }
    }

    private List<String> walls() throws NoWorker {
        var argv =
                new ArrayList<>(
                        List.of(
                                "--unshare-ipc",
                                "--unshare-pid",
                                "--unshare-net",
                                "--unshare-uts",
                                "--unshare-cgroup-try",
                                "--seccomp",
                                "3",
                                "--die-with-parent",
                                "--new-session",
                                "--clearenv",
                                "--setenv", // or Java would refuse paths that are not ASCII
                                "LC_ALL",
                                "C.UTF-8",
                                "--cap-drop",
                                "ALL"));
        argv.addAll(users.walls());
        for (String folder : List.of("/usr", "/etc", "/app", "/bin", "/dev")) {
            argv.addAll(List.of("--perms", "0755", "--dir", folder));
        }
        LIBRARIES.stream().map(Path::of).forEach(each -> library(each, argv));
        DEVICES.forEach(each -> argv.addAll(List.of("--dev-bind", each, each)));
        argv.addAll(List.of("--proc", "/proc", "--ro-bind", java.toString(), "/jdk"));
        javaSettings().forEach(each -> argv.addAll(List.of("--ro-bind", each, each)));
        for (String each : List.of("prlimit", "setpriv")) {
            argv.addAll(
                    List.of("--ro-bind", program(each, "util-linux").toString(), "/bin/" + each));
        }
        for (int i = 0; i < classPath.size(); i++) {
            argv.addAll(List.of("--ro-bind", classPath.get(i).toString(), inside(i)));
        }
        argv.addAll(List.of("--remount-ro", "/", "--chdir", "/"));
        return argv;
    }

    /** On a machine with a merged /usr it is a link. */
    private static void library(Path path, List<String> argv) {
        try {
            if (Files.isSymbolicLink(path)) {
                String target = Files.readSymbolicLink(path).toString();
                argv.addAll(List.of("--symlink", target, path.toString()));
            } else if (Files.isDirectory(path)) {
                argv.addAll(List.of("--ro-bind", path.toString(), path.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Debian's Java keeps its settings there. */
    private static List<String> javaSettings() {
        File[] found = new File("/etc").listFiles((_, name) -> name.startsWith("java-"));
        return found == null ? List.of() : List.of(found).stream().map(File::toString).toList();
    }

    private List<String> limits() throws IOException, NoWorker {
        var argv = new ArrayList<>(List.of("/bin/prlimit", "--core=0"));
        argv.addAll(users.threadLimit());
        argv.add("--data=" + (3L * heapMib + 256) * MIB);
        argv.addAll(users.becoming());
        return argv;
    }

    private List<String> machine() {
        return List.of(
                "/jdk/bin/java",
                "-Xmx" + heapMib + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MaxMetaspaceSize=" + heapMib + "m",
                "-XX:MaxDirectMemorySize=8m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+DisplayVMOutputToStderr", // answers are on the other
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "--illegal-native-access=deny",
                "-cp",
                insideAll());
    }

    private String insideAll() {
        var all = new ArrayList<String>();
        for (int i = 0; i < classPath.size(); i++) {
            all.add(inside(i));
        }
        return String.join(File.pathSeparator, all);
    }

    private String inside(int index) {
        return "/app/%d-%s".formatted(index, classPath.get(index).getFileName());
    }

    private static Path program(String name, String debianPackage) throws NoWorker {
        return PROGRAMS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new NoWorker(
                                        "modules of the site run in a sandbox, which needs '%s' on labd's machine: install the package %s"
                                                .formatted(name, debianPackage)));
    }
}
