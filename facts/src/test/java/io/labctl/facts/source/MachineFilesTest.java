package io.labctl.facts.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

class MachineFilesTest {
    @Test
    void a_directory_that_cannot_be_read_to_its_end_has_no_names() {
        assertThat(MachineFiles.names(new FailingDirectory())).isEmpty();
    }

    private record FailingDirectory() implements DirectoryStream<Path> {
        @Override
        public Iterator<Path> iterator() {
            throw new DirectoryIteratorException(new IOException("Input/output error"));
        }

        @Override
        public void close() {}
    }
}
