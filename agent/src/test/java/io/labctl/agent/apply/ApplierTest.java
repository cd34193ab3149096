package io.labctl.agent.apply;

import static io.labctl.agent.apply.Wanted.directory;
import static io.labctl.agent.apply.Wanted.file;
import static io.labctl.agent.apply.Wanted.pkg;
import static io.labctl.agent.apply.Wanted.service;
import static io.labctl.agent.apply.WantedCatalog.catalog;
import static io.labctl.agent.apply.WantedCatalog.entry;
import static io.labctl.catalog.report.ResourceOutcome.CHANGED;
import static io.labctl.catalog.report.ResourceOutcome.CORRECTED;
import static io.labctl.catalog.report.ResourceOutcome.FAILED;
import static io.labctl.catalog.report.ResourceOutcome.SKIPPED;
import static io.labctl.catalog.report.ResourceOutcome.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplierTest {
    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder);
    }

    @Test
    void a_new_wish_of_the_catalog_is_an_intended_change() {
        machine.apply(file("/etc/motd", "one\n"));

        var reports = machine.apply(file("/etc/motd", "two\n"));

        assertThat(outcomes(reports)).containsExactly(CHANGED);
    }

    @Test
    void a_change_made_on_the_machine_is_corrected() throws IOException {
        machine.apply(file("/etc/motd", "one\n"));
        machine.write("/etc/motd", "tampered\n");

        var reports = machine.apply(file("/etc/motd", "one\n"));

        assertThat(outcomes(reports)).containsExactly(CORRECTED);
        assertThat(reports.getFirst().changes().getFirst().diff()).contains("-tampered", "+one");
    }

    @Test
    void a_wish_that_failed_at_first_is_an_intended_change_when_it_succeeds() throws IOException {
        machine.apply(file("/etc/motd", "one\n"));
        Files.delete(machine.at("/etc/motd"));
        Files.createDirectory(machine.at("/etc/motd")); // in the way
        var failed = machine.apply(file("/etc/motd", "two\n"));
        Files.delete(machine.at("/etc/motd"));

        var reports = machine.apply(file("/etc/motd", "two\n"));

        assertThat(outcomes(failed)).containsExactly(FAILED);
        assertThat(outcomes(reports)).containsExactly(CHANGED);
    }

    @Test
    void a_run_that_changes_nothing_writes_nothing() throws IOException {
        machine.apply(file("/etc/motd", "one\n"), directory("/srv", "0755"));
        Path state = folder.resolve("state/applied.json");
        Object written = Files.getAttribute(state, "unix:ino"); // each write makes another file

        machine.apply(file("/etc/motd", "one\n"), directory("/srv", "0755"));

        assertThat(Files.getAttribute(state, "unix:ino")).isEqualTo(written);
    }

    @Test
    void what_left_the_catalog_and_comes_back_is_an_intended_change() throws IOException {
        machine.apply(file("/etc/motd", "one\n"));
        machine.apply(file("/etc/issue", "x\n"));
        machine.write("/etc/motd", "tampered\n");

        var reports = machine.apply(file("/etc/motd", "one\n"), file("/etc/issue", "x\n"));

        assertThat(outcomes(reports)).containsExactly(CHANGED, UNCHANGED);
    }

    @Test
    void a_failed_resource_stops_only_what_depends_on_it() {
        Resource broken = pkg("nowhere-to-be-had");
        Resource dependent = file("/etc/dependent", "x");
        Resource remote = file("/etc/remote", "x");
        Resource other = file("/etc/other", "x");
        Catalog catalog =
                catalog(
                        List.of(
                                entry(broken),
                                entry(dependent, broken),
                                entry(remote, dependent),
                                entry(other)));

        var reports = machine.apply(catalog, false);

        assertThat(outcomes(reports)).containsExactly(FAILED, SKIPPED, SKIPPED, CHANGED);
        assertThat(reports.get(2).reason()).isEqualTo("package[nowhere-to-be-had] failed");
        assertThat(machine.has("/etc/remote")).isFalse();
    }

    @Test
    void an_unexpected_exception_is_one_failed_resource() {
        ResourceTypes types =
                resource ->
                        resource.id().title().equals("/etc/bad")
                                ? new BrokenType()
                                : machine.types().of(resource);

        var reports = machine.apply(types, file("/etc/bad", "x"), file("/etc/good", "x"));

        assertThat(outcomes(reports)).containsExactly(FAILED, CHANGED);
        assertThat(reports.getFirst().reason())
                .isEqualTo("unexpected IllegalStateException: a mistake in the code");
    }

    @Test
    void a_resource_that_still_differs_after_it_was_applied_has_failed() {
        var mode = Change.of("mode", "0600", "0644");
        var hidden = new Change("content", null, null, "not shown");
        ResourceTypes types = _ -> new IdleType(List.of(mode, hidden));

        var reports = machine.apply(types, file("/etc/motd", "x"));

        assertThat(reports.getFirst().reason())
                .isEqualTo(
                        "still differs afterwards: mode is 0600, not 0644, content is not as"
                                + " wanted");
    }

    @Test
    void resources_of_one_type_are_observed_at_once_while_nothing_has_changed() {
        machine.packages().archive("cron", "1").archive("ntp", "2").archive("vim", "3");
        machine.apply(pkg("cron"), pkg("ntp"), pkg("vim"));
        int before = machine.packages().queries();

        machine.apply(pkg("cron"), pkg("ntp"), pkg("vim"));

        assertThat(machine.packages().queries() - before).isEqualTo(1);
    }

    @Test
    void what_an_earlier_resource_changed_is_seen_by_a_later_one() {
        Resource tool = Wanted.exec("make", "make-it");
        machine.commands().program("make-it", _ -> machine.makeFile("/etc/made", "same"));
        Resource made = file("/etc/made", "same");

        var reports = machine.apply(file("/etc/first", "x"), tool, made);

        assertThat(outcomes(reports)).containsExactly(CHANGED, CHANGED, UNCHANGED);
    }

    @Test
    void each_resource_is_told_at_once() {
        var seen = new ArrayList<String>();

        machine.apply(
                catalog(directory("/etc/a", null), file("/etc/a/b", "x")),
                false,
                report -> seen.add(report.id() + " " + machine.has("/etc/a/b")));

        assertThat(seen).containsExactly("directory[/etc/a] false", "file[/etc/a/b] true");
    }

    @Test
    void a_stopped_run_skips_the_rest_and_writes_down_what_it_did() throws IOException {
        machine.apply(
                catalog(file("/etc/a", "x"), file("/etc/b", "x")),
                false,
                _ -> Thread.currentThread().interrupt());
        assertThat(Thread.interrupted()).isTrue();

        assertThat(machine.has("/etc/b")).isFalse();
        assertThat(Files.readString(machine.state().resolve("applied.json")))
                .contains("file[/etc/a]")
                .doesNotContain("file[/etc/b]");
    }

    @Test
    void an_application_whose_run_is_over_writes_nothing_down() throws IOException {
        machine.apply(file("/etc/a", "x"));
        String before = Files.readString(machine.state().resolve("applied.json"));

        machine.apply(
                catalog(file("/etc/b", "x"), service("ssh")), false, _ -> machine.leavesRuns());

        assertThat(machine.state().resolve("applied.json")).hasContent(before);
    }

    @Test
    void an_unreadable_state_file_does_not_stop_a_run_and_is_told_once() throws IOException {
        Path file = machine.state().resolve("applied.json");
        Files.writeString(file, "{\"applied\":");

        var reports = machine.apply(file("/etc/motd", "x"));

        assertThat(outcomes(reports)).containsExactly(CHANGED);
        assertThat(machine.warnings())
                .singleElement()
                .asString()
                .matches(
                        ("what was applied last is not known: '\\Q%s\\E' is cut short .*;"
                                        + " corrections count as changes this time, and restarts"
                                        + " that were due are not made up for")
                                .formatted(file));
        machine.apply(file("/etc/motd", "x"));
        assertThat(machine.warnings()).isEmpty();
    }

    private static List<ResourceOutcome> outcomes(List<ResourceReport> reports) {
        return reports.stream().map(ResourceReport::outcome).toList();
    }

    /** Has a mistake in its code. */
    private static final class BrokenType implements ResourceType<FileResource, String> {
        @Override
        public Map<FileResource, String> observe(Collection<FileResource> wanted) {
            throw new IllegalStateException("a mistake in the code");
        }

        @Override
        public List<Change> plan(FileResource wanted, String found) {
            return List.of();
        }

        @Override
        public void apply(FileResource wanted, List<Change> changes) {}
    }

    /** Does nothing when it is told to make a change. */
    private record IdleType(List<Change> ever) implements ResourceType<FileResource, String> {
        @Override
        public Map<FileResource, String> observe(Collection<FileResource> wanted) {
            return wanted.stream().collect(Collectors.toMap(each -> each, _ -> "0600"));
        }

        @Override
        public List<Change> plan(FileResource wanted, String found) {
            return ever;
        }

        @Override
        public void apply(FileResource wanted, List<Change> changes) {}
    }
}
