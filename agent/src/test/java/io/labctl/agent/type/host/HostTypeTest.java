package io.labctl.agent.type.host;

import static io.labctl.agent.apply.Wanted.host;
import static io.labctl.agent.apply.Wanted.noHost;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.HostResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTypeTest {
    @TempDir private Path folder;

    private static final HostResource DB = host("db", "10.0.0.1", "db.lab");

    @Test
    void a_new_entry_goes_to_the_end() {
        assertThat(changed("127.0.0.1 localhost", DB))
                .isEqualTo("127.0.0.1 localhost\n10.0.0.1\tdb db.lab\n");
    }

    @Test
    void an_entry_is_changed_in_its_place_and_keeps_its_comment() {
        assertThat(changed("10.9.9.9 db # rack 4\n::1 localhost\n", DB))
                .isEqualTo("10.0.0.1\tdb db.lab # rack 4\n::1 localhost\n");
    }

    @Test
    void a_comment_is_set_changed_and_taken_away() throws IOException {
        var machine = new TestMachine(folder).write("/etc/hosts", "10.0.0.1\tdb # old\n");

        var set = machine.apply(Wanted.remarked("db", "10.0.0.1", "rack 4")).getFirst();
        assertThat(set.changes()).containsExactly(Change.of("comment", "old", "rack 4"));
        assertThat(machine.read("/etc/hosts")).isEqualTo("10.0.0.1\tdb # rack 4\n");
        assertThat(machine.apply(host("db", "10.0.0.1")).getFirst().outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);

        machine.apply(Wanted.remarked("db", "10.0.0.1", ""));
        machine.apply(Wanted.remarked("web", "10.0.0.2", " # front "));

        assertThat(machine.read("/etc/hosts")).isEqualTo("10.0.0.1\tdb\n10.0.0.2\tweb # # front\n");
        assertThat(machine.apply(Wanted.remarked("web", "10.0.0.2", " # front ")).getFirst())
                .extracting(ResourceReport::outcome)
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void the_loopback_address_of_the_other_family_stays() {
        assertThat(changed("::1 localhost ip6-localhost\n", host("localhost", "127.0.0.1")))
                .isEqualTo("::1 localhost ip6-localhost\n127.0.0.1\tlocalhost\n");
    }

    @Test
    void an_entry_of_the_other_address_family_is_replaced_and_told() throws IOException {
        var machine = new TestMachine(folder).write("/etc/hosts", "fe80::1\tdb db.lab\n");

        assertThat(machine.apply(DB).getFirst().changes())
                .containsExactly(Change.of("ip", "fe80::1", "10.0.0.1"));
        assertThat(machine.read("/etc/hosts")).isEqualTo("10.0.0.1\tdb db.lab\n");
        assertThat(changed("10.0.0.1\tdb db.lab\n::1 db\n", DB)).isEqualTo("10.0.0.1\tdb db.lab\n");
    }

    @Test
    void a_second_entry_of_the_same_name_and_family_goes() {
        assertThat(changed("10.0.0.1 db db.lab\n10.0.0.2 db\n", DB))
                .isEqualTo("10.0.0.1\tdb db.lab\n");
    }

    @Test
    void an_absent_name_is_taken_away_in_both_families() {
        assertThat(changed("10.0.0.1 db\nfe80::1 db\n10.0.0.3 web db\n", noHost("db")))
                .isEqualTo("10.0.0.3 web db\n");
    }

    @Test
    void what_is_no_file_is_told_by_its_kind() throws IOException {
        var machine = new TestMachine(folder);
        Files.createDirectory(machine.at("/etc/hosts"));

        assertThat(machine.apply(DB).getFirst().reason())
                .isEqualTo("'/etc/hosts' is a directory, not a file; remove it by hand first");
    }

    @Test
    void lines_that_go_are_shown_and_kept() throws IOException {
        String before = "127.0.0.1 localhost\n10.0.0.1\tdb db.lab\n10.0.0.2 db # caf\u00e9\n";
        var machine = new TestMachine(folder).write("/etc/hosts", before);

        Change twice = machine.apply(DB).getFirst().changes().getFirst();
        Change gone = machine.apply(noHost("db")).getFirst().changes().getFirst();

        assertThat(twice.property()).isEqualTo("entries");
        assertThat(twice.diff()).endsWith(" 10.0.0.1\tdb db.lab\n-10.0.0.2 db # caf\u00e9");
        assertThat(gone.diff()).endsWith(" 127.0.0.1 localhost\n-10.0.0.1\tdb db.lab");
        assertThat(machine.keptOf("/etc/hosts"))
                .extracting(copy -> Files.readString(copy))
                .containsExactlyInAnyOrder(before, "127.0.0.1 localhost\n10.0.0.1\tdb db.lab\n");
    }

    @Test
    void what_stood_in_a_file_that_not_everybody_may_read_is_not_told() throws IOException {
        var machine =
                new TestMachine(folder)
                        .write("/etc/hosts", "10.9.9.9 db swordfish # rack 4\n10.9.9.8 db\n");
        Files.setPosixFilePermissions(
                machine.at("/etc/hosts"), PosixFilePermissions.fromString("rw-r-----"));

        var changed = machine.noop(DB).getFirst().changes();
        var gone = machine.noop(noHost("db")).getFirst().changes();

        String hidden = "diff hidden: the file is not world-readable";
        assertThat(changed)
                .containsExactly(
                        Change.of("ip", null, "10.0.0.1"),
                        Change.of("aliases", null, "db.lab"),
                        new Change("entries", "2", "1", hidden));
        assertThat(gone).containsExactly(new Change("ensure", null, "absent", hidden));
    }

    @Test
    void an_entry_that_goes_is_told_without_its_comment() throws IOException {
        var machine = new TestMachine(folder).write("/etc/hosts", "::1 db d # caf\u00e9\n");

        Change gone = machine.noop(noHost("db")).getFirst().changes().getFirst();

        assertThat(gone.from()).isEqualTo("::1\tdb d");
        assertThat(gone.diff()).endsWith("-::1 db d # caf\u00e9");
    }

    /** Else a dozen new entries would push out the copy of what was there before them. */
    @Test
    void a_new_entry_takes_nothing_away_that_would_have_to_be_kept() throws IOException {
        var machine = new TestMachine(folder).write("/etc/hosts", "127.0.0.1 localhost\n");

        machine.apply(DB);

        assertThat(machine.keptOf("/etc/hosts")).isEmpty();
    }

    /** Lists of names that are to lead nowhere have some hundred thousand lines. */
    @Test
    void a_long_file_is_managed_too() throws IOException {
        String many = "0.0.0.0 some-advertiser.example\n".repeat(200_000);
        var machine = new TestMachine(folder).write("/etc/hosts", many);

        assertThat(machine.apply(DB).getFirst().outcome()).isEqualTo(ResourceOutcome.CHANGED);

        assertThat(machine.read("/etc/hosts")).isEqualTo(many + "10.0.0.1\tdb db.lab\n");
    }

    /** Whatever a file holds, and in whatever encoding: foreign lines stay, byte for byte. */
    @Property
    void every_other_line_stays_as_it_is(
            @ForAll @Size(max = 12)
                    List<
                                    @StringLength(max = 30) @CharRange(from = '\u0001', to = '\t')
                                    @CharRange(from = ' ', to = '\u00ff') String>
                            foreign) {
        List<String> others =
                foreign.stream()
                        .filter(
                                line ->
                                        HostLine.parse(line)
                                                .filter(entry -> entry.name().equals("db"))
                                                .isEmpty())
                        .map(line -> line + "\n")
                        .toList();
        String before = String.join("", others);

        assertThat(changed(before, DB)).isEqualTo(before + "10.0.0.1\tdb db.lab\n");
        assertThat(changed(changed(before, DB), DB)).isEqualTo(changed(before, DB));
        assertThat(changed(changed(before, DB), noHost("db"))).isEqualTo(before);
    }

    private static String changed(String text, HostResource wanted) {
        return HostsText.of(text).with(wanted).text();
    }
}
