package io.labctl.deploy.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs where the directory that they are called in has been removed meanwhile. */
class RemovedDirectoryIT {
    private static final Path PROGRAMS = Path.of("target/dist/bin").toAbsolutePath();

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"lab-agent", "labctl", "labd"})
    void a_program_starts_all_the_same(String program) throws Exception {
        String script =
                "mkdir \"$1/gone\"; cd \"$1/gone\"; rmdir \"$1/gone\"; exec \"$2\" --version";

        Process process =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                script,
                                "sh",
                                folder.toString(),
                                PROGRAMS.resolve(program).toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        byte[] said = process.getInputStream().readAllBytes();

        assertThat(process.waitFor()).isZero();
        assertThat(new String(said, StandardCharsets.UTF_8)).startsWith(program + " ");
    }
}
