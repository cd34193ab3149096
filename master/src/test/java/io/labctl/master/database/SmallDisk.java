package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A disk that a test can fill; only root can make one. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;
    private final Path filling;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.filling = folder.resolve("filling");
    }

    /** With room for labd; skips the test, with the reason, where it cannot be made. */
    public static SmallDisk at(Path folder) throws IOException {
        return at(folder, 350);
    }

    /** The same of another size. */
    public static SmallDisk at(Path folder, int megabytes) throws IOException {
        Files.createDirectory(folder);
        String size = "size=%dm".formatted(megabytes);
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString()),
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
