package io.labctl.agent.replaced;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.wire.Sha256;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsTest {
    private static final String MOTD = "/etc/motd";

    @TempDir private Path folder;
    private Instant now = Instant.parse("2026-01-02T03:04:05.678901234Z");

    @Test
    void only_the_newest_copies_are_kept() throws IOException {
        for (int i = 1; i <= 12; i++) {
            keep("version %d\n".formatted(i));
        }

        assertThat(backups().copiesOf(MOTD)).hasSize(10);
        assertThat(backups().copiesOf(MOTD).getFirst().file()).hasContent("version 3\n");
        assertThat(backups().copiesOf(MOTD).getLast().file()).hasContent("version 12\n");
    }

    @Test
    void the_newest_copy_is_the_last_that_was_made_though_the_clock_was_set_back()
            throws IOException {
        for (int i = 1; i <= 10; i++) {
            keep("version %d\n".formatted(i));
        }
        now = now.minus(Duration.ofDays(365));

        keep("version 11\n");

        assertThat(texts()).hasSize(10).startsWith("version 2\n").endsWith("version 11\n");
    }

    @Test
    void copies_of_an_agent_that_did_not_number_them_come_before_all_others() throws IOException {
        Path home = Files.createDirectories(folder.resolve("backups/etc/motd"));
        for (String time : List.of("20260101T120000.000Z", "20270101T120000.000Z")) {
            Files.writeString(home.resolve(time + "-" + Sha256.of(time)), time);
        }

        keep("new\n");

        assertThat(texts())
                .containsExactly("20260101T120000.000Z", "20270101T120000.000Z", "new\n");
    }

    @Test
    void a_file_comes_back_as_it_was_last_though_its_content_was_kept_before() throws IOException {
        keep("key\n");
        Path file = folder.resolve("file");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        keep("key\n");

        assertThat(backups().copiesOf(MOTD)).hasSize(1);
        assertThat(backups().attributesOf(backups().copiesOf(MOTD).getFirst()).mode())
                .isEqualTo("0600");
    }

    @Test
    void what_is_too_large_is_not_kept_and_told() throws IOException {
        var backups = backups(new BackupLimits(10, 3, Long.MAX_VALUE));
        Path file = Files.writeString(folder.resolve("file"), "four");

        assertThat(backups.notKept()).isEmpty();
        assertThat(backups.keep("/srv/a", file)).isFalse();
        assertThat(backups.notKept())
                .containsExactly("no copy was kept of '/srv/a': larger than 3 bytes");
        backups.keep("/srv/b", file);
        backups.keep("/srv/c", file);

        assertThat(backups.notKept())
                .containsExactly(
                        "no copy was kept of '/srv/a' and 2 other files: larger than 3 bytes");
        assertThat(backups.paths()).isEmpty();
    }

    @Test
    void beyond_a_total_the_oldest_of_all_paths_are_forgotten_first() throws IOException {
        long two = 2 * (KeptCopies.BESIDES + 4);
        Path file = folder.resolve("file");
        backups().keep("/etc/older", Files.writeString(file, "1234"));
        now = now.minus(Duration.ofDays(365));
        var backups = backups(new BackupLimits(10, 4, two));

        backups.keep("/srv/a", Files.writeString(file, "abcd"));
        assertThat(backups.paths()).containsExactly("/etc/older", "/srv/a");
        backups.keep("/srv/b", Files.writeString(file, "efgh"));

        assertThat(backups.paths()).containsExactly("/srv/a", "/srv/b");
        assertThat(folder.resolve("backups/etc")).doesNotExist();
    }

    @Test
    void a_copy_that_the_run_which_made_it_had_to_drop_is_told() throws IOException {
        Path file = folder.resolve("file");
        backups().keep("/etc/older", Files.writeString(file, "1234"));
        var backups = backups(new BackupLimits(10, 4, 2 * (KeptCopies.BESIDES + 4)));
        backups.keep("/srv/a", Files.writeString(file, "abcd"));
        backups.keep("/srv/b", Files.writeString(file, "efgh"));
        assertThat(backups.notKept()).isEmpty();

        backups.keep("/srv/c", Files.writeString(file, "ijkl"));
        assertThat(backups.notKept())
                .containsExactly(
                        "the copy of '/srv/a' was dropped in the same run: all copies together took"
                                + " more than 16392 bytes");
        backups.keep("/srv/d", Files.writeString(file, "mnop"));

        assertThat(backups.notKept())
                .containsExactly(
                        "the copy of '/srv/a' and 1 other file was dropped in the same run: all"
                                + " copies together took more than 16392 bytes");
    }

    @Test
    void more_copies_of_one_path_than_are_kept_are_told_when_one_run_makes_them()
            throws IOException {
        var backups = backups(new BackupLimits(2, 4, Long.MAX_VALUE));
        Path file = folder.resolve("file");
        backups.keep(MOTD, Files.writeString(file, "1"));
        backups.keep(MOTD, Files.writeString(file, "2"));
        assertThat(backups.notKept()).isEmpty();

        backups.keep(MOTD, Files.writeString(file, "3"));
        backups.keep(MOTD, Files.writeString(file, "4"));

        assertThat(backups.notKept())
                .containsExactly(
                        "the copy of '/etc/motd' was dropped in the same run: it made more than 2"
                                + " of one file");
    }

    @Test
    void a_copy_that_was_dropped_takes_no_room_any_more() throws IOException {
        var backups = backups(new BackupLimits(1, 4, 2 * (KeptCopies.BESIDES + 1)));
        Path file = folder.resolve("file");
        for (String text : List.of("1", "2", "3", "4")) {
            backups.keep(MOTD, Files.writeString(file, text));
        }

        assertThat(backups.notKept())
                .containsExactly(
                        "the copy of '/etc/motd' was dropped in the same run: it made more than 1"
                                + " of one file");
    }

    @Test
    void older_copies_that_go_for_the_sake_of_the_total_can_be_told() throws IOException {
        Path file = folder.resolve("file");
        backups().keep("/etc/older", Files.writeString(file, "1234"));
        backups().keep("/etc/old", Files.writeString(file, "5678"));
        var backups = backups(new BackupLimits(10, 4, KeptCopies.BESIDES + 4));

        backups.keep("/srv/a", Files.writeString(file, "abcd"));

        assertThat(backups.notKept()).isEmpty();
        assertThat(backups.droppedForTotal())
                .containsExactly(
                        "older copies of '/etc/older' and 1 other file were dropped: all copies"
                                + " together took more than 8196 bytes");
    }

    @Test
    void the_copy_of_what_is_kept_again_becomes_the_newest_of_all() throws IOException {
        keep("one\n");
        Path file = folder.resolve("file");
        backups().keep("/srv/b", Files.writeString(file, "two\n"));
        now = now.plus(Duration.ofDays(200));
        keep("one\n");
        assertThat(backups().copiesOf(MOTD))
                .extracting(KeptCopy::time)
                .containsExactly(now.truncatedTo(ChronoUnit.MILLIS));
        assertThat(backups().attributesOf(backups().copiesOf(MOTD).getFirst()))
                .isNotEqualTo(KeptAttributes.UNKNOWN);
        try (var files = Files.list(folder.resolve("backups/etc/motd"))) {
            assertThat(files).hasSize(2);
        }

        backups(new BackupLimits(10, 4, 2 * (KeptCopies.BESIDES + 4)))
                .keep("/srv/c", Files.writeString(file, "ijk\n"));

        assertThat(backups().paths()).containsExactly(MOTD, "/srv/c");
    }

    @Test
    void the_newest_copy_stays_though_it_is_more_than_the_total() throws IOException {
        var backups = backups(new BackupLimits(10, 4, 1));

        backups.keep(MOTD, Files.writeString(folder.resolve("file"), "1234"));

        assertThat(texts()).containsExactly("1234");
    }

    @Test
    void what_is_the_same_as_the_newest_copy_is_not_kept_again() throws IOException {
        keep("one\n");
        keep("one\n");
        keep("two\n");
        keep("one\n");

        assertThat(texts()).containsExactly("one\n", "two\n", "one\n");
    }

    @Test
    void only_the_agents_own_account_can_read_them() throws IOException {
        keep("key\n");

        Path copies = folder.resolve("backups/etc/motd");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copies)))
                .isEqualTo("rwx------");
    }

    private void keep(String text) throws IOException {
        now = now.plusSeconds(1);
        backups().keep(MOTD, Files.writeString(folder.resolve("file"), text));
    }

    /** Oldest first. */
    private List<String> texts() throws IOException {
        var texts = new ArrayList<String>();
        for (KeptCopy each : backups().copiesOf(MOTD)) {
            texts.add(Files.readString(each.file()));
        }
        return texts;
    }

    private Backups backups() {
        return backups(BackupLimits.USUAL);
    }

    private Backups backups(BackupLimits limits) {
        return new Backups(folder.resolve("backups"), () -> now, WireJson.mapper(), limits);
    }
}
