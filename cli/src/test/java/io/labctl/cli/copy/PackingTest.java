package io.labctl.cli.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackingTest {
    private static final int LENGTH = 1_000_000;

    private final Said said = new Said();

    @TempDir Path home;
    private Path file;

    @BeforeEach
    void a_file() throws IOException {
        file = Files.write(home.resolve("log"), new byte[LENGTH]);
    }

    @Test
    void a_file_that_becomes_shorter_ends_it() {
        assertThatThrownBy(() -> pack(() -> Files.write(file, new byte[1])))
                .isInstanceOf(Unreadable.class)
                .hasMessage("'%s' became shorter while it was read", file);
    }

    @Test
    void a_file_that_grows_is_copied_up_to_where_it_began_and_told() throws IOException {
        int length =
                pack(() -> Files.write(file, new byte[LENGTH], StandardOpenOption.APPEND)).size();

        assertThat(length).isBetween(LENGTH, LENGTH + 2 * TarFormat.RECORD);
        assertThat(said.lines())
                .containsExactly("labctl: '%s' changed while it was read".formatted(file));
    }

    private ByteArrayOutputStream pack(Change change) throws IOException {
        var out = new Changing(change);
        var packing = new Packing(out, said.remarks(), said.progress());
        packing.add(file, "log");
        packing.end();
        return out;
    }

    private interface Change {
        Path now() throws IOException;
    }

    /** While the first of it is written, something happens to the file. */
    private static final class Changing extends ByteArrayOutputStream {
        private final AtomicBoolean done = new AtomicBoolean();
        private final Change change;

        Changing(Change change) {
            this.change = change;
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            if (!done.getAndSet(true)) {
                try {
                    change.now();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            super.write(bytes, from, length);
        }
    }
}
