package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * That a folder outside the rehearsal's own was made for it, and may go with it when it is empty.
 *
 * @param mark there when it was
 */
record MadeFolder(Path mark) {
    boolean isOurs() {
        return Files.exists(mark);
    }

    void claim() {
        try {
            Files.write(mark, new byte[0]);
        } catch (IOException e) {
            throw new Unavailable("'%s' cannot be written".formatted(mark), e);
        }
    }
}
