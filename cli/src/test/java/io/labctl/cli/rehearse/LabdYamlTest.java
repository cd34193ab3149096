package io.labctl.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabdYamlTest {
    @TempDir Path folder;
    private LabdYaml settings;

    @BeforeEach
    void settings_of_a_rehearsal() {
        settings = new StateFolder(folder).labdYaml();
        settings.ensure();
    }

    @Test
    void it_begins_as_a_hint_that_sets_nothing() throws IOException {
        assertThat(settings.file()).isEqualTo(folder.resolve("labd.yaml"));
        assertThat(Files.readAllLines(settings.file()))
                .allMatch(line -> line.startsWith("#"))
                .anyMatch(line -> line.contains("recorded: true"));
    }

    @Test
    void what_a_person_wrote_there_stays() throws IOException {
        Files.writeString(settings.file(), "sessions:\n  recorded: true\n");

        settings.ensure();

        assertThat(settings.file()).hasContent("sessions:\n  recorded: true\n");
    }

    @Test
    void it_is_new_to_a_process_that_began_before() throws IOException {
        Path record = Files.createFile(folder.resolve("record"));
        Instant changed = Files.getLastModifiedTime(settings.file()).toInstant();

        Files.setLastModifiedTime(record, FileTime.from(changed.plusMillis(1)));
        assertThat(settings.isNewerThan(record)).isFalse();
        Files.setLastModifiedTime(record, FileTime.from(changed.minusMillis(1)));
        assertThat(settings.isNewerThan(record)).isTrue();
    }
}
