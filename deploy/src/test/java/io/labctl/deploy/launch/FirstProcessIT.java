package io.labctl.deploy.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs as the first process of a namespace, where another one has Java's files too. */
class FirstProcessIT {
    private static final Path PROGRAMS = Path.of("target/dist/bin").toAbsolutePath();

    /** What Java keeps its figures in has the name of its process, which others have elsewhere. */
    private static final String SCRIPT =
            """
            mkdir -p /tmp/hsperfdata_root || exit 70
            mount -t tmpfs -o mode=755 tmpfs /tmp/hsperfdata_root || exit 70
            exec 9>/tmp/hsperfdata_root/1 && flock 9 && exec "$1" --version
            """;

    @BeforeEach
    void namespaces() throws IOException {
        assumeTrue(
                Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")),
                "namespaces need root");
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/flock")),
                "flock is not installed (package util-linux)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab-agent", "labctl", "labd"})
    void java_says_nothing_of_its_own(String program) throws Exception {
        Process process =
                new ProcessBuilder(
                                "unshare",
                                "-m",
                                "-p",
                                "-f",
                                "sh",
                                "-c",
                                SCRIPT,
                                "sh",
                                PROGRAMS.resolve(program).toString())
                        .redirectErrorStream(true)
                        .start();
        byte[] said = process.getInputStream().readAllBytes();

        assertThat(new String(said, StandardCharsets.UTF_8)).startsWith(program + " ");
        assertThat(process.waitFor()).isZero();
    }
}
