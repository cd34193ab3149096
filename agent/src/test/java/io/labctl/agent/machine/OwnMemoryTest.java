package io.labctl.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the memory of this real process. */
class OwnMemoryTest {
    private static final int SIZE = 64 * 1024 * 1024;

    @TempDir private Path folder;

    private final OwnMemory memory = new OwnMemory();

    @Test
    void pages_of_files_that_are_only_read_are_let_go_and_come_back() throws Exception {
        MappedByteBuffer mapped = mapped();

        assertThat(letGo()).isGreaterThan(SIZE / 2);

        assertThat(mapped.load().get(SIZE - 1)).isEqualTo((byte) 1);
        assertThat(letGo()).isGreaterThan(SIZE / 2);
    }

    @Test
    void those_of_a_file_that_was_mapped_later_are_let_go_too() throws Exception {
        letGo();
        MappedByteBuffer mapped = mapped();

        assertThat(letGo()).isGreaterThan(SIZE / 2);
        assertThat(mapped.get(SIZE - 1)).isEqualTo((byte) 1);
    }

    /** Answers by how many bytes this process shrank. */
    private long letGo() throws IOException {
        long before = ofFiles();
        memory.letGo();
        return before - ofFiles();
    }

    private MappedByteBuffer mapped() throws IOException {
        try (var channel = FileChannel.open(Files.write(folder.resolve("file"), filled()))) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, SIZE).load();
        }
    }

    private static byte[] filled() {
        var bytes = new byte[SIZE];
        Arrays.fill(bytes, (byte) 1);
        return bytes;
    }

    private static long ofFiles() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("RssFile:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
