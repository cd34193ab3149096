package io.labctl.agent;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.lock.Holder;
import io.labctl.agent.lock.KernelLocks;
import io.labctl.agent.lock.RunLock;
import io.labctl.agent.replaced.Backups;
import io.labctl.catalog.wire.Sha256;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LabAgentRestoreTest {
    private static final Instant FIRST = Instant.parse("2026-01-02T03:04:05.678Z");

    @RegisterExtension static final OneAgent AGENT = new OneAgent();

    @Test
    void the_newest_copy_that_differs_is_put_back_and_what_stood_there_is_kept()
            throws IOException {
        kept("one\n", FIRST);
        kept("two\n", FIRST.plusSeconds(1));
        Files.writeString(motd(), "two\n");

        assertThat(restore()).isZero();

        assertThat(motd()).hasContent("one\n");
        assertThat(AGENT.out())
                .isEqualTo("%s is again as it was until %s%n".formatted(motd(), FIRST));
        assertThat(AGENT.err())
                .isEqualTo(
                        "lab-agent: if the catalog manages it, the next run puts the catalog's"
                                + " version back\n");
    }

    @Test
    void a_write_that_was_cut_is_looked_after_first() throws IOException {
        kept("one\n", FIRST);
        Path cut = Files.createDirectories(AGENT.folder().resolve("state/overwriting"));
        Files.writeString(cut.resolve("path"), motd().toString());
        Files.writeString(cut.resolve("before"), "before\n");
        Files.writeString(cut.resolve("after"), "after\n");
        Files.writeString(motd(), "by hand\n");

        assertThat(restore()).isZero();

        assertThat(AGENT.err())
                .startsWith(
                        "lab-agent: a write over '%s' was cut short; it is not finished"
                                .formatted(motd()));
        assertThat(cut).isEmptyDirectory();
        assertThat(motd()).hasContent("one\n");
    }

    @Test
    void what_is_too_large_to_be_kept_is_not_replaced() throws IOException {
        kept("one\n", FIRST);
        long size = 101L * 1024 * 1024;
        try (var file = FileChannel.open(motd(), CREATE, WRITE)) {
            file.write(ByteBuffer.wrap(new byte[1]), size - 1);
        }

        assertThat(restore()).isEqualTo(1);

        assertThat(AGENT.err())
                .isEqualTo(
                        "lab-agent: '%s' stays as it is, for it is too large to be kept; move it away by hand first\n"
                                .formatted(motd()));
        assertThat(motd()).hasSize(size);
    }

    @Test
    void what_stood_there_can_be_put_back_again() throws IOException {
        kept("one\n", FIRST);
        Files.writeString(motd(), "by hand\n");

        restore();
        assertThat(motd()).hasContent("one\n");
        restore();

        assertThat(motd()).hasContent("by hand\n");
    }

    @Test
    void the_oldest_copy_can_be_put_back_though_one_more_is_kept_then() throws IOException {
        for (int i = 0; i < 10; i++) {
            kept("version %d\n".formatted(i), FIRST.plusSeconds(i));
        }
        Files.writeString(motd(), "by hand\n");

        assertThat(restore("--version", "10")).isZero();

        assertThat(motd()).hasContent("version 0\n");
    }

    @Test
    void copies_of_others_that_go_for_the_one_that_is_made_are_told() throws IOException {
        kept("one\n", FIRST);
        for (int i = 0; i < 11; i++) {
            oldCopyOfAnImage(i, 100L * 1024 * 1024);
        }
        Files.writeString(motd(), "by hand\n");

        assertThat(restore()).isZero();

        assertThat(AGENT.err())
                .startsWith(
                        "lab-agent: older copies of '/srv/image' were dropped: all copies together"
                                + " took more than 1024 MiB\n");
    }

    /** Of nothing, which takes no room; without a number, so older than all that have one. */
    private static void oldCopyOfAnImage(int second, long size) throws IOException {
        Path home = Files.createDirectories(AGENT.folder().resolve("state/backups/srv/image"));
        String name = "20260101T0000%02d.000Z-%s".formatted(second, Sha256.of("x"));
        try (var file = FileChannel.open(home.resolve(name), CREATE, WRITE)) {
            file.write(ByteBuffer.wrap(new byte[1]), size - 1);
        }
    }

    @Test
    void a_copy_is_named_by_its_number_or_its_time() throws IOException {
        kept("one\n", FIRST);
        kept("two\n", FIRST.plusSeconds(1));
        kept("three\n", FIRST.plusSeconds(2));

        restore("--version", FIRST.toString());
        assertThat(motd()).hasContent("one\n");
        Files.delete(motd());
        restore("--version", "2");

        assertThat(motd()).hasContent("two\n");
    }

    @Test
    void the_file_keeps_the_mode_that_it_has_now() throws IOException {
        kept("one\n", FIRST);
        Files.writeString(motd(), "two\n");
        Files.setPosixFilePermissions(motd(), PosixFilePermissions.fromString("rw-r-----"));

        restore();

        assertThat(mode()).isEqualTo("rw-r-----");
    }

    @Test
    void nothing_is_written_through_a_link_that_stands_there_now() throws IOException {
        kept("one\n", FIRST);
        Path other = Files.writeString(motd().resolveSibling("other"), "of another\n");
        Files.createSymbolicLink(motd(), other);

        assertThat(restore()).isEqualTo(1);

        assertThat(AGENT.err())
                .isEqualTo(
                        "lab-agent: '%s' is a symlink, not a file; remove it by hand first%n"
                                .formatted(motd()));
        assertThat(other).hasContent("of another\n");
    }

    @Test
    void a_file_that_is_gone_gets_back_what_it_had() throws IOException {
        Files.writeString(motd(), "one\n");
        Files.setPosixFilePermissions(motd(), PosixFilePermissions.fromString("rwxr-x--x"));
        attributes().write("reviewed", StandardCharsets.UTF_8.encode("by ada"));
        backups(FIRST).keep(motd().toString(), motd());
        Files.delete(motd());

        assertThat(restore()).isZero();

        assertThat(motd()).hasContent("one\n");
        assertThat(mode()).isEqualTo("rwxr-x--x");
        assertThat(attributes().list()).containsExactly("reviewed");
    }

    @Test
    void the_copies_are_listed_newest_first() throws IOException {
        kept("one\n", FIRST);
        kept("three\n", FIRST.plusSeconds(1));

        assertThat(restore("--list")).isZero();

        assertThat(AGENT.out().lines())
                .containsExactly(
                        "VERSION  TIME                            SIZE  SHA256",
                        "1        2026-01-02T03:04:06.678Z           6  " + Sha256.of("three\n"),
                        "2        2026-01-02T03:04:05.678Z           4  " + Sha256.of("one\n"));
    }

    @Test
    void the_list_is_for_programs_too() throws IOException {
        kept("one\n", FIRST);

        restore("--list", "-o", "json");

        assertThat(WireJson.mapper().readTree(AGENT.out()).get(0).toString())
                .isEqualTo(
                        "{\"version\":1,\"time\":\"%s\",\"size\":4,\"sha256\":\"%s\"}"
                                .formatted(FIRST, Sha256.of("one\n")));
    }

    @Test
    void a_path_of_which_nothing_is_kept_is_told_with_the_nearest() throws IOException {
        kept("one\n", FIRST);

        assertThat(AGENT.labAgent("restore", motd() + "d")).isEqualTo(3);
        assertThat(AGENT.err())
                .isEqualTo(
                        "lab-agent: no copy of '%sd' is kept, did you mean '%s'?\n"
                                .formatted(motd(), motd()));
    }

    @Test
    void a_name_that_is_no_text_is_told_as_its_copies_are_kept() throws IOException {
        Path file = Files.writeString(AGENT.folder().resolve("before"), "one\n");
        for (String name : List.of("a\\xe9\\xff.conf", "a\\xe8\\xff.conf", "a.conf")) {
            backups(FIRST).keep("/srv/" + name, file);
        }

        assertThat(AGENT.labAgent("restore", "/srv/a\ufffd\ufffd.conf")).isEqualTo(3);
        assertThat(AGENT.err())
                .isEqualTo(
                        "lab-agent: no copy of '/srv/a\ufffd\ufffd.conf' is kept, did you mean"
                                + " '/srv/a\\xe8\\xff.conf' or '/srv/a\\xe9\\xff.conf'?\n");
        assertThat(AGENT.labAgent("restore", "--list", "/srv/a\\xe9\\xff.conf")).isZero();
    }

    @Test
    void a_name_with_a_line_break_is_told_on_one_line() throws IOException {
        Path file = Files.writeString(AGENT.folder().resolve("before"), "one\n");
        backups(FIRST).keep("/srv/bad\nname", file);

        assertThat(AGENT.labAgent("restore", "/srv/bad.name")).isEqualTo(3);
        assertThat(AGENT.err())
                .isEqualTo(
                        "lab-agent: no copy of '/srv/bad.name' is kept, did you mean"
                                + " '/srv/bad\\u000aname'?\n");
    }

    @Test
    void copies_are_counted_from_1() throws IOException {
        kept("one\n", FIRST);

        for (String number : List.of("0", "00", "-1")) {
            assertThat(restore("--version=" + number)).isEqualTo(2);
            assertThat(AGENT.err())
                    .contains(
                            "'%s' is no copy's number: they are counted from 1, the newest"
                                    .formatted(number));
        }
        assertThat(restore("--version", "12345")).isEqualTo(3);
    }

    @Test
    void a_version_that_is_not_kept_is_told() throws IOException {
        kept("one\n", FIRST);

        assertThat(restore("--version", "2")).isEqualTo(3);
        assertThat(AGENT.err())
                .isEqualTo(
                        "lab-agent: no such copy of '%s' is kept; see them with 'lab-agent restore --list %s'\n"
                                .formatted(motd(), motd()));
        assertThat(restore("--version", "yesterday")).isEqualTo(2);
        assertThat(AGENT.err()).contains("neither a number nor a time");
        assertThat(restore("--list", "--version", "1")).isEqualTo(2);
        assertThat(restore("-o", "json")).isEqualTo(2);
        assertThat(AGENT.labAgent("restore", "")).isEqualTo(2);
    }

    @Test
    void where_nothing_differs_nothing_is_done() throws IOException {
        kept("one\n", FIRST);
        Files.writeString(motd(), "one\n");

        assertThat(restore()).isZero();

        assertThat(AGENT.err())
                .isEqualTo("lab-agent: '%s' is as all kept copies of it are\n".formatted(motd()));
    }

    @Test
    void while_a_run_is_going_on_nothing_is_put_back() throws IOException {
        kept("one\n", FIRST);
        Path file = AGENT.folder().resolve("state/run.lock");
        var other =
                new RunLock(
                        file,
                        () -> Holder.self("lab-agent run"),
                        KernelLocks.ofThisMachine(),
                        WireJson.mapper());
        int exit;
        try (var taken = (RunLock.Taken) other.take()) {
            assertThat(taken).isNotNull();
            exit = restore();
        }

        assertThat(exit).isEqualTo(1);
        assertThat(motd()).doesNotExist();
    }

    private int restore(String... arguments) {
        var all = new java.util.ArrayList<>(List.of("restore", motd().toString()));
        all.addAll(List.of(arguments));
        return AGENT.labAgent(all.toArray(String[]::new));
    }

    private static Path motd() {
        return AGENT.folder().resolve("motd");
    }

    private static void kept(String text, Instant time) throws IOException {
        Path file = Files.writeString(AGENT.folder().resolve("before"), text);
        backups(time).keep(motd().toString(), file);
    }

    private static Backups backups(Instant time) {
        return new Backups(
                AGENT.folder().resolve("state/backups"),
                Clock.fixed(time, ZoneOffset.UTC),
                WireJson.mapper());
    }

    private static String mode() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(motd()));
    }

    private static UserDefinedFileAttributeView attributes() {
        return Files.getFileAttributeView(motd(), UserDefinedFileAttributeView.class);
    }
}
