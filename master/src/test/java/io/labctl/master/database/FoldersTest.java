package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a folder is on the disk. */
class FoldersTest {
    @TempDir private Path folder;

    @Test
    void a_folder_is_flushed() {
        assertThatCode(() -> Folders.flush(folder)).doesNotThrowAnyException();
    }

    @Test
    void a_folder_that_could_not_be_flushed_is_told_of() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> Folders.flush(missing))
                .isInstanceOf(IOException.class)
                .hasMessage("'%s' could not be flushed: sync ended with exit code 1", missing);
    }
}
