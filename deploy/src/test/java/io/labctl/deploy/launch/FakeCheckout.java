package io.labctl.deploy.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A checkout with the real launcher, an empty source tree, and a PATH of its own on which Maven is
 * a script that leaves a program saying what it was called with.
 */
final class FakeCheckout {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FIND_JAVA = Path.of("deploy/src/main/dist/libexec/find-java.sh");
    private static final List<String> TOOLS =
            List.of(
                    "bash",
                    "cat",
                    "dirname",
                    "find",
                    "head",
                    "flock",
                    "grep",
                    "mkdir",
                    "mv",
                    "readlink",
                    "rm",
                    "sed",
                    "sleep",
                    "stat",
                    "tail",
                    "tee",
                    "touch");

    private final Path root;
    private final Path path;
    private final Path jvms;

    FakeCheckout(Path folder) {
        root = folder.resolve("checkout");
        path = folder.resolve("path");
        jvms = folder.resolve("jvms");
        try {
            lay();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lay() throws IOException {
        Files.createDirectories(root.resolve(FIND_JAVA).getParent());
        Files.copy(ROOT.resolve("labctl"), root.resolve("labctl"));
        Files.copy(ROOT.resolve(FIND_JAVA), root.resolve(FIND_JAVA));
        for (String part : List.of("facts", "catalog", "modules", "agent", "master", "cli")) {
            Files.createDirectories(root.resolve(part).resolve("src/main/java"));
            Files.createDirectories(root.resolve(part).resolve("src/test/java"));
        }
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.createDirectories(path);
        Files.createDirectories(jvms);
        for (String tool : TOOLS) {
            Files.createSymbolicLink(path.resolve(tool), Path.of("/usr/bin", tool));
        }
    }

    FakeCheckout withJava(String version) throws IOException {
        Path home = jvms.resolve("java-" + version);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        script(home.resolve("bin/java"), "exit 1");
        script(home.resolve("bin/javac"), "exit 1");
        return this;
    }

    /**
     * Maven that builds a program which prints its arguments, and counts how often it was asked.
     */
    FakeCheckout withMaven() throws IOException {
        return withMaven(
                """
                echo '[INFO] Building labctl facts 1.0  [1/2]'
                echo "$JAVA_HOME" >>"%1$s/builds"
                mkdir -p deploy/target/dist/bin
                echo 'echo "ran: $*"' >deploy/target/dist/bin/labctl
                chmod +x deploy/target/dist/bin/labctl
                """
                        .formatted(root));
    }

    FakeCheckout withMaven(String body) throws IOException {
        Files.createSymbolicLink(path.resolve("chmod"), Path.of("/usr/bin/chmod"));
        script(path.resolve("mvn"), body);
        return this;
    }

    /** A sudo that writes down for whom it is asked and goes on as who it is. */
    FakeCheckout withSudo() throws IOException {
        Files.createSymbolicLink(path.resolve("env"), Path.of("/usr/bin/env"));
        script(
                path.resolve("sudo"),
                """
                echo "$3" >>"%s/sudo"
                shift 4
                unset SUDO_UID
                LABCTL_JVM_FOLDER=%s exec "$@"
                """
                        .formatted(root, jvms));
        return this;
    }

    FakeCheckout ownedBy(int user) throws IOException {
        Files.setAttribute(root, "unix:uid", user);
        return this;
    }

    List<String> builds() throws IOException {
        Path builds = root.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    /** A source file, younger than every build before it. */
    void edit(String file) throws IOException {
        Path source = root.resolve(file);
        Files.createDirectories(source.getParent());
        Files.writeString(source, "changed");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    }

    Path file(String name) {
        return root.resolve(name);
    }

    Process start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        var command = new ProcessBuilder("/usr/bin/bash", root.resolve("labctl").toString());
        command.command().addAll(List.of(arguments));
        command.environment().clear();
        command.environment().put("PATH", path.toString());
        command.environment().put("LABCTL_JVM_FOLDER", jvms.toString());
        command.environment().putAll(environment);
        return command.start();
    }

    Launched runBySudoOf(int user, String... arguments) throws IOException, InterruptedException {
        return Launched.of(start(Map.of("SUDO_UID", Integer.toString(user)), arguments));
    }

    Launched run(String... arguments) throws IOException, InterruptedException {
        return Launched.of(start(arguments));
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/usr/bin/bash\nset -e\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What one start left behind. */
    record Launched(int exit, String out, String err) {
        static Launched of(Process process) throws IOException, InterruptedException {
            process.getOutputStream().close();
            var out =
                    new String(
                            process.getInputStream().readAllBytes(),
                            java.nio.charset.StandardCharsets.UTF_8);
            var err =
                    new String(
                            process.getErrorStream().readAllBytes(),
                            java.nio.charset.StandardCharsets.UTF_8);
            return new Launched(process.waitFor(), out, err);
        }
    }
}
