package io.labctl.agent.type.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.machine.Finished;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.CronResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CronTypeTest {
    private static final String BACKUP = "/etc/cron.d/backup";

    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder).account("root");
        Files.createDirectory(machine.at("/etc/cron.d"));
    }

    @Test
    void a_job_is_a_file_of_its_own_that_says_who_manages_it() throws IOException {
        machine.account("app").apply(job("app", Map.of("MAILTO", "", "GREETING", " hello ")));

        assertThat(machine.read(BACKUP))
                .isEqualTo(
                        """
                        # Managed by labctl (cron[backup]); a change made here is undone by the next run.
                        GREETING=" hello "
                        MAILTO=""
                        @daily app /usr/bin/backup --all
                        """);
    }

    @Test
    void what_is_replaced_is_shown_and_kept() throws IOException {
        machine.write(BACKUP, "# by hand\n@daily root /usr/local/bin/mine\n");

        Change change = machine.apply(job("root", Map.of())).getFirst().changes().getFirst();

        assertThat(change.property()).isEqualTo("job");
        assertThat(change.diff())
                .contains(
                        "-# by hand\n-@daily root /usr/local/bin/mine\n",
                        "+@daily root /usr/bin/backup --all");
        assertKept("# by hand\n@daily root /usr/local/bin/mine\n");
    }

    @Test
    void what_is_removed_is_shown_and_kept() throws IOException {
        machine.write(BACKUP, "@daily root mine\n");

        Change change = machine.apply(Wanted.noCron("backup")).getFirst().changes().getFirst();

        assertThat(change.diff()).endsWith("\n-@daily root mine");
        assertThat(machine.has(BACKUP)).isFalse();
        assertKept("@daily root mine\n");
    }

    @Test
    void what_is_in_another_encoding_is_told_by_the_hash_of_its_bytes() throws IOException {
        byte[] latin = "# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(machine.at(BACKUP), latin);

        Change change = machine.apply(job("root", Map.of())).getFirst().changes().getFirst();

        assertThat(change.from()).isEqualTo("sha256:" + Sha256.of(latin));
        assertThat(change.diff()).isEqualTo("binary files differ");
    }

    private void assertKept(String text) throws IOException {
        assertThat(machine.keptOf(BACKUP))
                .singleElement()
                .asString()
                .endsWith("-" + Sha256.of(text));
    }

    @Test
    void what_not_everybody_may_read_is_kept_but_not_shown() throws IOException {
        machine.write(BACKUP, "PASSWORD=swordfish\n");
        Files.setPosixFilePermissions(
                machine.at(BACKUP), PosixFilePermissions.fromString("rw-------"));

        var report = machine.apply(job("root", Map.of())).getFirst();

        assertThat(report.changes().getFirst())
                .isEqualTo(
                        new Change(
                                "job", null, null, "diff hidden: the file is not world-readable"));
        assertKept("PASSWORD=swordfish\n");
    }

    @Test
    void a_file_that_is_not_of_root_is_given_to_root() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root gives files away");
        machine.apply(job("root", Map.of()));
        machine.write("/etc/passwd", "root:x:4711:4711::/root:/bin/sh\n");

        assertThat(machine.noop(job("root", Map.of())).getFirst().changes())
                .extracting(Change::property, Change::to)
                .contains(tuple("owner", "root"));
        machine.apply(job("root", Map.of()));
        assertThat(Files.getAttribute(machine.at(BACKUP), "unix:uid")).isEqualTo(4711);
    }

    /** The daemon would pass over the file and say so only in its own log. */
    @Test
    void a_job_of_nobody_fails_and_a_no_op_run_says_so() throws IOException {
        var wanted = job("nobodyhere", Map.of());

        assertThat(machine.noop(wanted).getFirst().reason())
                .isEqualTo("no user 'nobodyhere' on this machine");
        assertThat(machine.apply(wanted).getFirst().reason())
                .isEqualTo("no user 'nobodyhere' on this machine");
        assertThat(machine.has(BACKUP)).isFalse();
    }

    @Test
    void a_command_before_a_job_may_have_made_its_user_and_a_file_cannot() {
        assertThat(machine.noop(Wanted.exec("users", "true"), job("nobodyhere", Map.of())))
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.WOULD_CHANGE);
        assertThat(machine.noop(Wanted.file("/etc/motd", "hi\n"), job("nobodyhere", Map.of())))
                .extracting(ResourceReport::outcome)
                .containsExactly(ResourceOutcome.WOULD_CHANGE, ResourceOutcome.FAILED);
    }

    @Test
    void a_user_may_be_of_a_directory_that_only_getent_knows() throws IOException {
        machine.commands().program("getent", _ -> new Finished(0, "", "", false));
        var wanted = job("ldapuser", Map.of());

        assertThat(machine.apply(wanted).getFirst().outcome()).isEqualTo(ResourceOutcome.CHANGED);
        assertThat(machine.apply(wanted).getFirst().outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
        assertThat(machine.commands().run()).containsOnly("getent passwd ldapuser");
    }

    @Test
    void a_local_user_and_one_of_a_job_that_goes_are_not_asked_for() throws IOException {
        machine.apply(job("root", Map.of()));
        machine.apply(Wanted.noCron("backup"));

        assertThat(machine.commands().run()).isEmpty();
    }

    @Test
    void a_directory_that_cannot_tell_is_no_missing_user() {
        machine.commands().program("getent", _ -> new Finished(137, "", "", true));

        assertThat(machine.apply(job("ldapuser", Map.of())).getFirst().reason())
                .isEqualTo("user 'ldapuser' cannot be looked up: getent was stopped after 30s");
        assertThat(machine.has(BACKUP)).isFalse();
    }

    @Test
    void a_job_fails_too_when_its_user_has_gone_since() throws IOException {
        var wanted = job("app", Map.of());
        machine.account("app").apply(wanted);
        Files.delete(machine.at("/etc/passwd"));
        machine.account("root");

        var report = machine.apply(wanted).getFirst();
        assertThat(report.reason()).isEqualTo("no user 'app' on this machine");
        assertThat(report.changes()).isEmpty();
        assertThat(machine.noop(wanted).getFirst().reason())
                .isEqualTo("no user 'app' on this machine");
    }

    private static CronResource job(String user, Map<String, String> environment) {
        return new CronResource(
                "backup",
                Presence.PRESENT,
                "@daily",
                user,
                "/usr/bin/backup --all",
                new TreeMap<>(environment));
    }
}
