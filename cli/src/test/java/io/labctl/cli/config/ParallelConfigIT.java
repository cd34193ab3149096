package io.labctl.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several labctl that set something in one config file at the same time. */
class ParallelConfigIT {
    private static final int WRITERS = 6;

    @TempDir Path folder;

    @Test
    void none_takes_back_what_another_has_set_in_a_file_that_was_not_there() throws Exception {
        Path file = folder.resolve("new/config.yaml");
        List<Process> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(labctl(file, "contexts.c%d.server".formatted(i), "https://labd" + i));
        }

        for (Process writer : writers) {
            assertThat(writer.waitFor()).isZero();
        }
        assertThat(new ConfigFile(file).read().contexts()).hasSize(WRITERS);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    private static Process labctl(Path file, String key, String value) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.labctl.cli.Labctl",
                        "--config",
                        file.toString(),
                        "config",
                        "set",
                        key,
                        value)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
