package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** How PostgreSQL's programs come out of their archive. */
class PostgresProgramsTest {
    @TempDir private Path folder;

    private PostgresFolder postgres = PostgresFolder.in(Path.of("replaced"));

    @BeforeEach
    void version_18_6_is_there() throws IOException {
        postgres = PostgresFolder.in(folder);
        postgres.programs().bring(bundle("18.6.0", "bin/postgres"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"18.7.0", "18.5.0"})
    void the_programs_of_another_bundle_replace_those_that_are_there(String version)
            throws IOException {
        postgres.programs().bring(bundle(version, "bin/postgres"));

        assertThat(program()).hasContent(version);
        assertThat(postgres.programs().version()).hasValue(version);
        assertOnlyProgramsAreThere();
    }

    @Test
    void the_programs_of_the_same_bundle_stay() throws IOException {
        Files.writeString(program(), "untouched");

        postgres.programs().bring(bundle("18.6.0", "bin/postgres"));

        assertThat(program()).hasContent("untouched");
    }

    @Test
    void programs_that_nobody_marked_are_replaced() throws IOException {
        Files.delete(folder.resolve("programs/labd-bundle"));
        Files.writeString(program(), "of an early labd");

        postgres.programs().bring(bundle("18.6.0", "bin/postgres"));

        assertThat(program()).hasContent("18.6.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"programs.new", "programs.old", "programs.4711"})
    void what_a_killed_labd_left_half_unpacked_is_cleared_away(String half) throws IOException {
        Files.createDirectories(folder.resolve(half).resolve("bin"));
        Files.writeString(folder.resolve(half).resolve("bin/postgres"), "half");

        postgres.programs().bring(bundle("18.6.0", "bin/postgres"));

        assertOnlyProgramsAreThere();
    }

    @Test
    void programs_that_were_taken_away_for_others_that_never_came_are_brought_again()
            throws IOException {
        Files.move(folder.resolve("programs"), folder.resolve("programs.old"));

        postgres.programs().bring(bundle("18.6.0", "bin/postgres"));

        assertThat(program()).hasContent("18.6.0");
        assertOnlyProgramsAreThere();
    }

    @Test
    void data_of_another_major_version_are_refused_and_everything_stays_as_it_is()
            throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("PG_VERSION"), "18\n");

        assertThatThrownBy(() -> postgres.prepare(bundle("19.0.0", "bin/postgres"), "labd", folder))
                .isInstanceOf(Unavailable.class)
                .hasMessage(
                        "the data in '%s' are PostgreSQL 18's, but this labd brings PostgreSQL 19; dump them while the labd that made them runs (pg_dumpall), start this one with an empty folder and restore the dump, or go back to that labd"
                                .formatted(data));
        assertThat(program()).hasContent("18.6.0");
    }

    @Test
    void data_of_the_same_major_version_are_kept_by_a_newer_minor_one() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("PG_VERSION"), "18\n");

        postgres.prepare(bundle("18.7.0", "bin/postgres"), "labd", folder);

        assertThat(program()).hasContent("18.7.0");
        assertThat(data.resolve("PG_VERSION")).hasContent("18");
    }

    @Test
    void an_archive_that_leads_out_of_its_folder_is_refused() throws IOException {
        PostgresBundle evil = bundle("18.7.0", "../../evil");

        assertThatThrownBy(() -> postgres.programs().bring(evil))
                .isInstanceOf(IOException.class)
                .hasMessage("archive entry '../../evil' leads out of the archive");
        assertThat(program()).hasContent("18.6.0");
    }

    private Path program() {
        return folder.resolve("programs/bin/postgres");
    }

    private void assertOnlyProgramsAreThere() throws IOException {
        try (var files = Files.newDirectoryStream(folder, "programs*")) {
            assertThat(files).containsExactly(folder.resolve("programs"));
        }
    }

    /** One program that holds its version. */
    private PostgresBundle bundle(String version, String entry) throws IOException {
        Path archive = folder.resolve(version + ".txz");
        byte[] content = version.getBytes(StandardCharsets.UTF_8);
        try (var tar =
                new TarArchiveOutputStream(
                        new XZOutputStream(Files.newOutputStream(archive), new LZMA2Options()))) {
            var file = new TarArchiveEntry(entry);
            file.setSize(content.length);
            file.setMode(0100755);
            tar.putArchiveEntry(file);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return new PostgresBundle(version, archive.toUri().toURL());
    }
}
