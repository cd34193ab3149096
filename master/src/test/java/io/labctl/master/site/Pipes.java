package io.labctl.master.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** Named pipes, which Java cannot make. */
final class Pipes {
    private Pipes() {}

    static Path make(Path path) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor())
                .isZero();
        return path;
    }
}
