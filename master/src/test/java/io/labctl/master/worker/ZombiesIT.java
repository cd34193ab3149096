package io.labctl.master.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** labd as the first process of a container, to which all are left that nobody waits for. */
class ZombiesIT {
    @Test
    void workers_that_are_lost_leave_none() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/bwrap")), "bubblewrap is not installed");

        Process first = asFirst(LosingWorkers.class);

        String said = new String(first.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).endsWith("3 lost, left: []\n");
        assertThat(first.waitFor()).isZero();
    }

    private static Process asFirst(Class<?> main) throws IOException {
        var argv =
                new ArrayList<>(
                        List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child"));
        if (!"root".equals(System.getProperty("user.name"))) {
            argv.addAll(List.of("--user", "--map-root-user"));
        }
        argv.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
        return new ProcessBuilder(argv).redirectErrorStream(true).start();
    }
}
