package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A disk of a few hundred megabytes that a test can fill; only root can make one. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;
    private final Path filling;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.filling = folder.resolve("filling");
    }

    /** Skips the test, with the reason, where it cannot be made. */
    public static SmallDisk at(Path folder) throws IOException {
        Files.createDirectory(folder);
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=350m", "tmpfs", folder.toString()),
                "mounting needs root");
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    public void fill() throws IOException {
        byte[] piece = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filling)) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    public void free() throws IOException {
        Files.delete(filling);
    }

    @Override
    public void close() throws IOException {
        assertThat(run("umount", folder.toString())).as("%s is unmounted", folder).isTrue();
    }

    private static boolean run(String... command) throws IOException {
        return new ProcessBuilder(command).start().onExit().join().exitValue() == 0;
    }
}
