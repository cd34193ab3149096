package io.labctl.agent.machine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

class HeldDirectoryTest {
    @Test
    void a_disk_that_fails_while_a_directory_is_read_is_trouble_with_a_file() {
        var trouble = new IOException("Input/output error");

        assertThatThrownBy(() -> HeldDirectory.names(new FailingDirectory(trouble)))
                .isSameAs(trouble);
    }

    private record FailingDirectory(IOException trouble) implements DirectoryStream<Path> {
        @Override
        public Iterator<Path> iterator() {
            throw new DirectoryIteratorException(trouble);
        }

        @Override
        public void close() {}
    }
}
