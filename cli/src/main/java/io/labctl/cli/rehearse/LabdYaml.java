package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The settings of a rehearsal's labd; written once, so that a person may change them. */
record LabdYaml(Path file) {
    void ensure() {
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, Scripts.text("labd.yaml"));
            }
        } catch (IOException e) {
            throw new Unavailable("settings '%s' cannot be written".formatted(file), e);
        }
    }

    /**
     * Whether they were written after that.
     *
     * @param record what a process wrote when it began
     */
    boolean isNewerThan(Path record) {
        try {
            return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(record)) > 0;
        } catch (IOException e) {
            throw new Unavailable("settings '%s' cannot be looked at".formatted(file), e);
        }
    }
}
