package io.labctl.agent.type.directory;

import static io.labctl.agent.apply.Wanted.directory;
import static io.labctl.agent.apply.Wanted.file;
import static io.labctl.agent.apply.Wanted.noDirectory;
import static io.labctl.agent.apply.Wanted.noFile;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTypeTest {
    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder);
        Files.createDirectory(machine.at("/etc/app.d"));
    }

    @Test
    void a_directory_that_is_not_empty_is_not_removed() throws IOException {
        machine.write("/etc/app.d/kept", "x");

        var report = machine.apply(noDirectory("/etc/app.d")).getFirst();

        assertThat(report.reason())
                .isEqualTo(
                        "directory '/etc/app.d' is not empty: it goes with all that is in it where"
                                + " recursive() is declared");
        assertThat(machine.has("/etc/app.d/kept")).isTrue();
    }

    @Test
    void a_no_op_run_foretells_that_unless_what_is_in_it_goes_before() throws IOException {
        machine.write("/etc/app.d/kept", "x");

        assertThat(machine.noop(file("/etc/motd", "new"), noDirectory("/etc/app.d")).getLast())
                .extracting(ResourceReport::reason)
                .isEqualTo(
                        "directory '/etc/app.d' is not empty: it goes with all that is in it where"
                                + " recursive() is declared");
        assertThat(machine.noop(noFile("/etc/app.d/kept"), noDirectory("/etc/app.d")))
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.WOULD_CHANGE);
    }

    @Test
    void an_empty_directory_is_removed() {
        machine.apply(noDirectory("/etc/app.d"));

        assertThat(machine.has("/etc/app.d")).isFalse();
    }

    @Test
    void a_mode_with_special_bits_is_set() {
        machine.apply(directory("/etc/app.d", "1777"));

        var second = machine.apply(directory("/etc/app.d", "1777")).getFirst();

        assertThat(second.outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void a_link_to_a_directory_is_in_the_way() throws IOException {
        Files.createSymbolicLink(machine.at("/etc/link"), Path.of("app.d"));

        var report = machine.apply(directory("/etc/link", null)).getFirst();

        assertThat(report.reason())
                .isEqualTo("'/etc/link' is a symlink, not a directory; remove it by hand first");
    }
}
