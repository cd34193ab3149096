package io.labctl.agent.type.file;

import static io.labctl.agent.apply.Wanted.file;
import static io.labctl.agent.apply.Wanted.noFile;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Finished;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTypeTest {
    private static final String MOTD = "/etc/motd";

    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder).write(MOTD, "one\ntwo\n");
    }

    @Test
    void a_change_of_text_shows_a_unified_diff() {
        var change = onlyChange(file(MOTD, "one\n2\n"));

        assertThat(change.diff())
                .isEqualTo("--- /etc/motd\n+++ /etc/motd\n@@ -1,2 +1,2 @@\n one\n-two\n+2");
        assertThat(change.to()).isEqualTo("sha256:" + Sha256.of("one\n2\n"));
    }

    @Test
    void a_missing_last_newline_is_shown() {
        assertThat(onlyChange(file(MOTD, "one\ntwo")).diff())
                .contains("+two\n\\ No newline at end of file");
    }

    @Test
    void binary_content_is_not_shown() {
        Content.Stored binary = machine.store(new byte[] {0, 1, (byte) 0xff});

        assertThat(onlyChange(file(MOTD, binary, null)).diff()).isEqualTo("binary files differ");
    }

    @Test
    void stored_content_is_put_in_place() throws IOException {
        byte[] bytes = {0, 1, (byte) 0xff};

        machine.apply(file(MOTD, machine.store(bytes), null));

        assertThat(machine.at(MOTD)).hasBinaryContent(bytes);
    }

    @Test
    void bytes_that_are_no_text_are_put_in_place_and_not_shown() throws IOException {
        byte[] bytes = {0, 1, (byte) 0xff};

        assertThat(onlyChange(file(MOTD, Content.of(bytes), null)).diff())
                .isEqualTo("binary files differ");

        assertThat(machine.at(MOTD)).hasBinaryContent(bytes);
        assertThat(apply(file(MOTD, Content.of(bytes), null)).changes()).isEmpty();
    }

    @Test
    void content_that_cannot_be_fetched_fails_the_file_and_leaves_it() throws IOException {
        var report = apply(file(MOTD, new Content.Stored(Sha256.of("lost"), 4), null));

        assertThat(report.reason())
                .isEqualTo("content %s is not to be had".formatted(Sha256.of("lost")));
        assertThat(machine.read(MOTD)).isEqualTo("one\ntwo\n");
    }

    @Test
    void what_is_not_to_be_replaced_is_made_once_and_keeps_only_its_mode() throws IOException {
        var wanted = Wanted.withoutReplacing("/etc/state", "begin\n", "0640");

        assertThat(apply(wanted).changes()).extracting(Change::property).containsExactly("ensure");
        assertThat(machine.read("/etc/state")).isEqualTo("begin\n");

        machine.write("/etc/state", "went on\n");
        Files.setPosixFilePermissions(
                machine.at("/etc/state"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(apply(wanted).changes()).containsExactly(Change.of("mode", "0644", "0640"));
        assertThat(machine.read("/etc/state")).isEqualTo("went on\n");
        assertThat(mode("/etc/state")).isEqualTo("rw-r-----");
        assertThat(apply(wanted).outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void no_diff_of_a_file_that_not_everybody_may_read() throws IOException {
        Files.setPosixFilePermissions(
                machine.at(MOTD), PosixFilePermissions.fromString("rw-r-----"));

        Change opened =
                changes(machine.noop(file(MOTD, new Content.Inline("key"), "0644"))).getFirst();
        Change kept = changes(machine.noop(file(MOTD, new Content.Inline("key"), null))).getFirst();
        Change made =
                changes(machine.noop(file("/etc/key", new Content.Inline("key"), "0600")))
                        .getFirst();

        assertThat(List.of(opened, kept, made))
                .extracting(Change::diff)
                .containsOnly("diff hidden: the file is not world-readable");
        assertThat(List.of(opened, kept)).extracting(Change::from).containsOnlyNulls();
        assertThat(List.of(opened, kept)).extracting(Change::to).containsOnlyNulls();
    }

    @Test
    void a_new_file_gets_its_mode_whatever_the_umask() throws IOException {
        apply(file("/etc/key", new Content.Inline("key"), "0600"));
        apply(file("/etc/issue", new Content.Inline("hello"), null));

        assertThat(mode("/etc/key")).isEqualTo("rw-------");
        assertThat(mode("/etc/issue")).isEqualTo("rw-r--r--");
    }

    @Test
    void replacing_content_keeps_a_mode_that_is_not_asked_for() throws IOException {
        Files.setPosixFilePermissions(
                machine.at(MOTD), PosixFilePermissions.fromString("rwxr-x--x"));

        apply(file(MOTD, "new\n"));

        assertThat(mode(MOTD)).isEqualTo("rwxr-x--x");
    }

    @Test
    void a_mode_alone_is_changed_in_place() throws IOException {
        var report = apply(file(MOTD, null, "600"));

        assertThat(report.changes())
                .extracting(Change::property, Change::to)
                .containsExactly(org.assertj.core.api.Assertions.tuple("mode", "0600"));
        assertThat(machine.read(MOTD)).isEqualTo("one\ntwo\n");
        assertThat(mode(MOTD)).isEqualTo("rw-------");
    }

    @Test
    void a_link_in_the_way_is_neither_followed_nor_replaced() throws IOException {
        machine.write("/etc/precious", "precious");
        Files.createSymbolicLink(machine.at("/etc/link"), machine.at("/etc/precious"));

        var report = apply(file("/etc/link", "x"));

        assertThat(report.reason())
                .isEqualTo("'/etc/link' is a symlink, not a file; remove it by hand first");
        assertThat(machine.read("/etc/precious")).isEqualTo("precious");
    }

    @Test
    void one_bad_path_does_not_hide_the_others() throws IOException {
        Files.createDirectory(machine.at("/etc/dir"));

        var reports = machine.noop(file("/etc/dir", "x"), file(MOTD, "x"));

        assertThat(reports)
                .extracting(ResourceReport::outcome)
                .containsExactly(ResourceOutcome.FAILED, ResourceOutcome.WOULD_CHANGE);
        assertThat(reports.getFirst().reason())
                .isEqualTo("'/etc/dir' is a directory, not a file; remove it by hand first");
    }

    @Test
    void a_missing_directory_is_named() {
        assertThat(apply(file("/etc/app/conf", "x")).reason())
                .isEqualTo("no directory '/etc/app' to put 'conf' in");
    }

    @Test
    void a_missing_owner_fails_the_run_and_a_no_op_run_too() {
        Resource wanted = Wanted.fileOf("/etc/app.conf", "app", "app");

        var noop = machine.noop(wanted).getFirst();
        var real = apply(wanted);

        assertThat(noop.reason()).isEqualTo("no user 'app' on this machine");
        assertThat(real.reason()).isEqualTo("no user 'app' on this machine");
        assertThat(machine.has("/etc/app.conf")).isFalse();
    }

    @Test
    void new_content_is_validated_beside_the_target_before_it_is_put_in_place() throws IOException {
        var seen = new AtomicReference<String>();
        machine.commands().program("visudo", command -> remember(command, seen));

        apply(Wanted.validated(MOTD, "checked\n", "visudo", "-cf", "{file}"));

        assertThat(seen).hasValue("checked\n");
        assertThat(machine.commands().run()).containsExactly("visudo -cf /etc/.motd.lab-agent");
        assertThat(machine.read(MOTD)).isEqualTo("checked\n");
    }

    private Finished remember(Command command, AtomicReference<String> seen) {
        try {
            seen.set(machine.read(command.argv().getLast()));
            return new Finished(0, "", "", false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void content_that_is_not_valid_never_reaches_the_target() throws IOException {
        machine.commands().exits("visudo", 1, "syntax error on line 1\n");

        var report = apply(Wanted.validated(MOTD, "bad\n", "visudo", "-cf", "{file}"));

        assertThat(report.reason())
                .isEqualTo(
                        "new content of '/etc/motd' is not valid: visudo exited 1: syntax error on"
                                + " line 1");
        assertThat(machine.read(MOTD)).isEqualTo("one\ntwo\n");
        assertThat(filesIn("/etc")).containsExactly("motd");
    }

    @Test
    void a_candidate_that_a_killed_run_left_is_cleared() throws IOException {
        machine.write("/etc/.motd.lab-agent", "half");

        apply(file(MOTD, "new\n"));

        assertThat(filesIn("/etc")).containsExactly("motd");
    }

    @Test
    void a_replaced_and_a_removed_file_are_kept() throws IOException {
        apply(file(MOTD, "new\n"));
        apply(noFile(MOTD));

        assertThat(machine.has(MOTD)).isFalse();
        assertThat(machine.keptOf(MOTD))
                .extracting(each -> each.getFileName().toString())
                .containsExactlyInAnyOrder(
                        "000000000001-20260102T030405.000Z-" + Sha256.of("one\ntwo\n"),
                        "000000000002-20260102T030405.000Z-" + Sha256.of("new\n"));
    }

    private ResourceReport apply(Resource wanted) {
        return machine.apply(wanted).getFirst();
    }

    private Change onlyChange(Resource wanted) {
        List<Change> changes = changes(machine.apply(wanted));
        assertThat(changes).hasSize(1);
        return changes.getFirst();
    }

    private static List<Change> changes(List<ResourceReport> reports) {
        return reports.getFirst().changes();
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(machine.at(path)));
    }

    private List<String> filesIn(String path) throws IOException {
        try (Stream<Path> all = Files.list(machine.at(path))) {
            return all.map(each -> each.getFileName().toString()).toList();
        }
    }
}
