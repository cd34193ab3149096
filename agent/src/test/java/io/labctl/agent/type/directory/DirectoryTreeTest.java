package io.labctl.agent.type.directory;

import static io.labctl.agent.apply.Wanted.exec;
import static io.labctl.agent.apply.Wanted.file;
import static io.labctl.agent.apply.WantedCatalog.catalog;
import static io.labctl.agent.apply.WantedCatalog.entry;
import static io.labctl.agent.apply.WantedCatalog.refreshed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.agent.apply.TestMachine;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Tree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTreeTest {
    private static final String APP = "/etc/app";
    private static final String STATE = "/var/lib/lab-agent";

    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder);
        Files.createDirectories(machine.at("/etc/app/sub/deep"));
        machine.write("/etc/app/old.conf", "old\n");
        machine.write("/etc/app/sub/deep/old.conf", "deep\n");
        machine.write("/etc/app/mine.local", "mine\n");
        machine.write("/etc/precious", "precious\n");
    }

    @Test
    void a_purge_removes_what_nothing_manages_and_tells_each_path() throws IOException {
        var wanted = purge(List.of(), List.of("/etc/app/new.conf"));

        assertThat(machine.noop(wanted).getFirst().changes()).hasSize(5);
        assertThat(apply(wanted).changes())
                .containsExactly(
                        Change.of("/etc/app/mine.local", "file", "absent"),
                        Change.of("/etc/app/old.conf", "file", "absent"),
                        Change.of("/etc/app/sub/deep/old.conf", "file", "absent"),
                        Change.of("/etc/app/sub/deep", "directory", "absent"),
                        Change.of("/etc/app/sub", "directory", "absent"));

        assertThat(machine.at(APP)).isEmptyDirectory();
        assertThat(machine.keptOf("/etc/app/sub/deep/old.conf")).hasSize(1);
        assertThat(apply(wanted).outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void what_others_manage_and_the_way_to_it_stays() throws IOException {
        apply(purge(List.of(), List.of("/etc/app/old.conf", "/etc/app/sub/new/conf")));

        assertThat(machine.has("/etc/app/old.conf")).isTrue();
        assertThat(machine.has("/etc/app/sub")).isTrue();
        assertThat(machine.has("/etc/app/sub/deep")).isFalse();
        assertThat(machine.has("/etc/app/mine.local")).isFalse();
    }

    @Test
    void what_is_spared_by_name_or_path_stays_with_all_that_is_in_it() throws IOException {
        apply(purge(List.of("*.local", "sub/dee?"), List.of()));

        assertThat(machine.has("/etc/app/mine.local")).isTrue();
        assertThat(machine.has("/etc/app/sub/deep/old.conf")).isTrue();
        assertThat(machine.has("/etc/app/old.conf")).isFalse();
    }

    @Test
    void names_that_are_no_text_are_removed_and_told_with_escapes() throws IOException {
        Files.createDirectories(raw("sub/%FF%0Adeep"));
        Files.writeString(raw("sub/%FF%0Adeep/%E4.conf"), "latin\n");
        machine.write("/etc/app/ü.conf", "");

        assertThat(apply(purge(List.of("old.conf", "ü.conf"), List.of())).changes())
                .containsExactly(
                        Change.of("/etc/app/mine.local", "file", "absent"),
                        Change.of("/etc/app/sub/\\xff\ndeep/\\xe4.conf", "file", "absent"),
                        Change.of("/etc/app/sub/\\xff\ndeep", "directory", "absent"));
        var all = purge(List.of(), List.of());
        apply(all);

        assertThat(machine.at(APP)).isEmptyDirectory();
        assertThat(machine.keptOf("/etc/app/sub/\\xff\ndeep/\\xe4.conf")).hasSize(1);
        assertThat(apply(all).outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    /** A path below the application's folder, of which a byte is written as in a URI. */
    private Path raw(String below) {
        return Path.of(URI.create("file://%s/%s".formatted(machine.at(APP), below)));
    }

    @Test
    void a_purge_follows_no_link() throws IOException {
        Files.createDirectory(machine.at("/etc/other"));
        machine.write("/etc/other/file", "x");
        Files.createSymbolicLink(machine.at("/etc/app/link"), machine.at("/etc/other"));

        apply(purge(List.of(), List.of()));

        assertThat(machine.has("/etc/app/link")).isFalse();
        assertThat(machine.read("/etc/other/file")).isEqualTo("x");
    }

    @Test
    void a_long_list_of_changes_is_counted() throws IOException {
        for (int i = 0; i < 100; i++) {
            machine.write("/etc/app/%d".formatted(i), "");
        }

        assertThat(apply(purge(List.of(), List.of())).changes())
                .hasSize(Told.MOST + 1)
                .last()
                .isEqualTo(Change.of("below", null, "55 more changes"));
    }

    @Test
    void a_mode_below_lets_readers_enter_directories() throws IOException {
        var wanted = tree(new Tree(false, "0640", false, List.of(), List.of(), List.of(), true));

        apply(wanted);

        assertThat(mode("/etc/app/sub/deep/old.conf")).isEqualTo("rw-r-----");
        assertThat(mode("/etc/app/sub")).isEqualTo("rwxr-x---");
        assertThat(apply(wanted).outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void a_name_that_others_may_have_given_to_a_file_is_refused() throws IOException {
        Files.setPosixFilePermissions(
                machine.at("/etc/app/sub"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createLink(machine.at("/etc/app/sub/hers"), machine.at("/etc/precious"));
        Files.createLink(machine.at("/etc/app/ours"), machine.at("/etc/app/old.conf"));
        var wanted = tree(new Tree(false, "0640", false, List.of(), List.of(), List.of(), true));
        String sentence =
                "'/etc/app/sub/hers' has 2 names (hard links), and not only root can make some"
                        + " there; remove it by hand first";

        assertThat(reason(wanted)).isEqualTo(sentence);
        assertThat(machine.noop(wanted).getFirst().reason()).isEqualTo(sentence);
        assertThat(mode("/etc/precious")).isEqualTo("rw-r--r--");

        Files.delete(machine.at("/etc/app/sub/hers"));
        apply(wanted);
        assertThat(mode("/etc/app/ours")).isEqualTo("rw-r-----");
    }

    @Test
    void a_refusal_below_keeps_what_is_managed_in_the_directory_from_nothing() throws IOException {
        Files.setPosixFilePermissions(
                machine.at("/etc/app/sub"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createLink(machine.at("/etc/app/sub/hers"), machine.at("/etc/precious"));
        var managed = file("/etc/app/new.conf", "new\n");
        var tree = new Tree(false, "0640", false, List.of(), managed.paths(), List.of(), true);
        var wanted = tree(tree);
        var listener = exec("reload app", "/bin/true");
        var catalog =
                catalog(
                        List.of(
                                entry(wanted),
                                entry(managed, wanted),
                                refreshed(listener, wanted, managed)));

        var reports = machine.apply(catalog, false);

        assertThat(reports)
                .extracting(ResourceReport::outcome)
                .containsExactly(
                        ResourceOutcome.FAILED, ResourceOutcome.CHANGED, ResourceOutcome.SKIPPED);
        assertThat(reports.getLast().reason()).isEqualTo("directory[/etc/app] failed");
    }

    @Test
    void a_directory_that_is_not_as_wanted_itself_keeps_its_own_from_their_turn() {
        var wanted =
                new DirectoryResource(
                        "/etc/app", Presence.PRESENT, "nobody-knows", null, null, null);
        var managed = file("/etc/app/new.conf", "new\n");

        var reports = machine.apply(catalog(List.of(entry(wanted), entry(managed, wanted))), false);

        assertThat(reports)
                .extracting(ResourceReport::outcome)
                .containsExactly(ResourceOutcome.FAILED, ResourceOutcome.SKIPPED);
    }

    @Test
    void what_others_manage_keeps_its_access() throws IOException {
        Files.setPosixFilePermissions(
                machine.at("/etc/app/old.conf"), PosixFilePermissions.fromString("rw-------"));
        var others = List.of("/etc/app/old.conf");

        apply(
                tree(
                        new Tree(
                                false,
                                "0640",
                                false,
                                List.of(),
                                others,
                                List.of("/etc/app/sub"),
                                true)));

        assertThat(mode("/etc/app/old.conf")).isEqualTo("rw-------");
        assertThat(mode("/etc/app/sub/deep")).isEqualTo("rwxr-xr-x");
        assertThat(mode("/etc/app/mine.local")).isEqualTo("rw-r-----");
    }

    @Test
    void owner_and_group_hold_for_everything_below_but_for_no_target_of_a_link()
            throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "owners need root");
        machine.write("/etc/passwd", "app:x:61001:61001::/:/bin/sh\n");
        Files.createSymbolicLink(machine.at("/etc/app/link"), Path.of("../precious"));
        var tree = new Tree(true, null, false, List.of(), List.of(), List.of(), true);
        var wanted = new DirectoryResource(APP, Presence.PRESENT, "app", null, null, tree);

        assertThat(apply(wanted).changes())
                .contains(Change.of("owner of /etc/app/sub/deep/old.conf", "0", "app"));

        assertThat(owner("/etc/app")).isEqualTo(61001);
        assertThat(owner("/etc/app/sub/deep/old.conf")).isEqualTo(61001);
        assertThat(owner("/etc/app/link")).isEqualTo(61001);
        assertThat(owner("/etc/precious")).isEqualTo(0);
        assertThat(apply(wanted).outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void an_absent_directory_goes_with_all_that_is_in_it_when_it_is_recursive() throws IOException {
        var tree = new Tree(true, null, false, List.of(), List.of(), List.of(), true);
        var absent = new DirectoryResource(APP, Presence.ABSENT, null, null, null, tree);

        assertThat(apply(absent).changes())
                .startsWith(Change.of("ensure", "directory", "absent"))
                .contains(Change.of("/etc/app/sub/deep/old.conf", "file", "absent"));

        assertThat(machine.has(APP)).isFalse();
        assertThat(machine.keptOf("/etc/app/old.conf")).hasSize(1);
        assertThat(apply(absent).outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void the_agents_own_folder_survives_a_purge_above_it() throws IOException {
        makeState();
        machine.write("/var/old", "old");

        apply(of("/var", Presence.PRESENT));

        assertThat(machine.has("/var/old")).isFalse();
        assertThat(machine.read(STATE + "/identity/key")).isEqualTo("key");
    }

    @Test
    void the_agents_own_folder_is_no_tree_of_a_catalog() throws IOException {
        makeState();

        assertThat(reason(of("/var", Presence.ABSENT)))
                .isEqualTo("'/var' is not removed: the agent's own folder is in it");
        assertThat(reason(of(STATE, Presence.PRESENT)))
                .isEqualTo("'/var/lib/lab-agent' is the agent's own");
        assertThat(reason(of(STATE + "/identity", Presence.ABSENT)))
                .isEqualTo("'/var/lib/lab-agent/identity' is the agent's own");

        assertThat(machine.read(STATE + "/identity/key")).isEqualTo("key");
    }

    private void makeState() throws IOException {
        Files.createDirectories(machine.at(STATE + "/identity"));
        machine.write(STATE + "/identity/key", "key");
    }

    private static DirectoryResource of(String path, Presence ensure) {
        var all = new Tree(true, null, true, List.of(), List.of(), List.of(), true);
        return new DirectoryResource(path, ensure, null, null, null, all);
    }

    private @Nullable String reason(DirectoryResource wanted) {
        return machine.apply(wanted).getFirst().reason();
    }

    private static DirectoryResource purge(List<String> except, List<String> others) {
        return tree(new Tree(false, null, true, except, others, List.of(), true));
    }

    private static DirectoryResource tree(Tree tree) {
        return new DirectoryResource(APP, Presence.PRESENT, null, null, null, tree);
    }

    private ResourceReport apply(DirectoryResource wanted) {
        ResourceReport report = machine.apply(wanted).getFirst();
        assertThat(report.reason()).isNull();
        return report;
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(machine.at(path)));
    }

    private Object owner(String path) throws IOException {
        return Files.getAttribute(machine.at(path), "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}
