package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** What tests of copies start from: a folder here, and one that is the home of an account there. */
abstract class WithCopies extends WithLabd {
    FakeSession session;
    Path here;
    Path there;

    /** What the server has besides what this machine has. */
    private final TreeMap<String, String> environment = new TreeMap<>();

    @BeforeEach
    void a_folder_here_and_one_there() throws IOException {
        session = new FakeSession(labd);
        here = Files.createDirectory(home.resolve("here"));
        there = Files.createDirectory(home.resolve("there"));
    }

    static Operator.Result done() {
        return new Operator.Result(0, "", "");
    }

    static Operator.Result refused(String sentence) {
        return new Operator.Result(1, "", "labctl: " + sentence + "\n");
    }

    static String remote(String path) {
        return "server/web1:" + path;
    }

    Operator.Result cp(Object... words) {
        session.plays(new ShellOfServer(labd, there, environment));
        return types(words);
    }

    Operator.Result types(Object... words) {
        var all = Stream.concat(Stream.of("cp"), Stream.of(words).map(Object::toString));
        return operator.types(all.toArray(String[]::new));
    }

    void variable(String name, String value) {
        environment.put(name, value);
    }

    /**
     * On the server, a script stands for a program, which it starts itself by its name.
     *
     * @param script in which {@code %s} is the test's folder
     */
    void instead(String program, String script) throws IOException {
        Path bin = Files.createDirectories(home.resolve("bin"));
        String usual = System.getenv("PATH");
        Path file = bin.resolve(program);
        Files.writeString(file, "#!/bin/sh\nPATH=%s\n%s".formatted(usual, script.formatted(home)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        variable("PATH", bin + ":" + usual);
    }

    static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    static List<String> names(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void run(String... argv) throws IOException {
        assertThat(new ProcessBuilder(argv).inheritIO().start().onExit().join().exitValue())
                .isZero();
    }
}
