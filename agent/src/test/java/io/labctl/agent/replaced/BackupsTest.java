package io.labctl.agent.replaced;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsTest {
    private static final String MOTD = "/etc/motd";

    @TempDir private Path folder;
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void only_the_newest_copies_are_kept() throws IOException {
        for (int i = 1; i <= Backups.KEPT + 2; i++) {
            keep("version %d\n".formatted(i));
        }

        assertThat(backups().copiesOf(MOTD)).hasSize(Backups.KEPT);
        assertThat(backups().copiesOf(MOTD).getFirst().file()).hasContent("version 3\n");
        assertThat(backups().copiesOf(MOTD).getLast().file())
                .hasContent("version %d\n".formatted(Backups.KEPT + 2));
    }

    @Test
    void what_is_the_same_as_the_newest_copy_is_not_kept_again() throws IOException {
        keep("one\n");
        keep("one\n");
        keep("two\n");
        keep("one\n");

        assertThat(backups().copiesOf(MOTD))
                .extracting(copy -> Files.readString(copy.file()))
                .containsExactly("one\n", "two\n", "one\n");
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

    private Backups backups() {
        return new Backups(folder.resolve("backups"), () -> now, WireJson.mapper());
    }
}
