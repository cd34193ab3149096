package io.labctl.deploy.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program's own package, made by a script of {@code deploy} and unpacked somewhere else.
 *
 * @param archive what is handed on
 * @param home what was unpacked of it
 * @param program in {@code bin}
 */
record ProgramPackage(Path archive, Path home, String program) {
    record Ended(int exit, String out, String err) {}

    /** Made in a folder of the test. */
    static ProgramPackage of(String program, String script, Path folder) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of(System.getProperty("java.home"), "bin/jlink")),
                "this Java has no jlink: a JDK 25 is needed");
        assumeTrue(
                Files.isExecutable(Path.of("target/dist/bin", program)),
                "the programs are not built (mvn package)");
        String made =
                run(
                        builder(Path.of(script).toAbsolutePath().toString(), folder.toString()),
                        folder);
        Path elsewhere = Files.createDirectories(folder.resolve("some where/else"));
        Path archive = Path.of(made.strip());
        run(builder("tar", "-C", elsewhere.toString(), "-xzf", archive.toString()), folder);
        try (Stream<Path> entries = Files.list(elsewhere)) {
            return new ProgramPackage(archive, entries.findFirst().orElseThrow(), program);
        }
    }

    /** With this environment and nothing of our own but the usual folders of programs. */
    Ended run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        String[] command =
                Stream.concat(
                                Stream.of(home.resolve("bin").resolve(program).toString()),
                                Stream.of(arguments))
                        .toArray(String[]::new);
        ProcessBuilder builder = builder(command);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        return ended(builder, home);
    }

    private static ProcessBuilder builder(String... command) {
        return new ProcessBuilder(List.of(command)).directory(Path.of("/").toFile());
    }

    private static String run(ProcessBuilder builder, Path folder)
            throws IOException, InterruptedException {
        Ended ended = ended(builder, folder);
        assertThat(ended.exit()).as(ended.err()).isZero();
        return ended.out();
    }

    private static Ended ended(ProcessBuilder builder, Path folder)
            throws IOException, InterruptedException {
        Path err = Files.createTempFile(folder, "program", ".err");
        Process process = builder.redirectError(err.toFile()).start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(err));
    }
}
