package io.labctl.deploy.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs as a shell starts them, with an output that does not take all they have to say. */
class StreamsIT {
    private static final Path PROGRAMS = Path.of("target/dist/bin").toAbsolutePath();

    @ParameterizedTest
    @ValueSource(strings = {"labctl completion bash", "labctl --help", "lab-agent facts"})
    void a_full_device_is_told_and_exits_1(String command) throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full here");

        var ended = shell("%s/%s >/dev/full".formatted(PROGRAMS, command));

        assertThat(ended.said())
                .endsWith("the output could not be written: no space left on device\n");
        assertThat(ended.exit()).isEqualTo(1);
    }

    @Test
    @Timeout(120)
    void a_labd_that_cannot_say_that_it_is_ready_says_so_on_its_error_stream(@TempDir Path data)
            throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full here");
        Process labd =
                new ProcessBuilder(
                                PROGRAMS.resolve("labd").toString(),
                                "--data=" + data,
                                "--listen=127.0.0.1:0")
                        .redirectOutput(Path.of("/dev/full").toFile())
                        .start();

        try (var said = labd.errorReader()) {
            assertThat(said.lines().filter(line -> line.startsWith("labd: ")).findFirst())
                    .hasValueSatisfying(
                            line ->
                                    assertThat(line)
                                            .endsWith(
                                                    "the output could not be written: no space left on device; the admin credential is in %s/admin"
                                                            .formatted(data)));
        } finally {
            labd.destroy();
            labd.waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"labctl completion bash", "labctl --help", "lab-agent facts"})
    void a_pipe_that_nobody_reads_any_more_ends_quietly(String command) throws Exception {
        var ended = shell("{ %s/%s; echo $? >&2; } | true".formatted(PROGRAMS, command));

        assertThat(ended.said()).endsWith("0\n").doesNotContain("could not be written");
    }

    private record Ended(int exit, String said) {}

    /** What it says on its error stream and how it ends. */
    private static Ended shell(String line) throws IOException, InterruptedException {
        Process shell =
                new ProcessBuilder("sh", "-c", line)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        shell.getOutputStream().close();
        String said = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(shell.waitFor(), said);
    }
}
