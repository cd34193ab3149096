package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What base-server does to a real SSH server. */
class SshServerIT {
    private static final String DROP_IN = "/etc/ssh/sshd_config.d/00-labctl.conf";
    private static final String GOOD =
            """
            base-server:
              sshd:
                port: 2222
                permit-root-login: "no"
                password-authentication: false
                allow-groups: [operators]
            """;

    @RegisterExtension static final StandingRehearsal standing = new StandingRehearsal(1);

    private final Rehearsal rehearsal = standing.rehearsal();
    private final Node node = rehearsal.node(1);

    @BeforeAll
    static void a_rehearsal_whose_node_can_have_it() throws IOException {
        DebianPackage.offer("openssh-server", standing.rehearsal(), standing.rehearsal().node(1));
    }

    @BeforeEach
    void the_server_is_set_up() {
        rehearsal.setData(node, GOOD);
        node.runAgent().succeeded();
    }

    @Test
    void it_is_installed_and_runs_with_the_settings_of_the_data() {
        assertThat(node.run("/usr/sbin/sshd", "-T").succeeded().out())
                .contains("port 2222\n", "permitrootlogin no\n", "passwordauthentication no\n")
                .contains("allowgroups operators\n");
        assertThat(node.run("service", "ssh", "status").exit()).isZero();
        assertThat(node.run("ss", "-Hltn", "sport = :2222").out()).contains(":2222");
        assertThat(node.runAgent().succeeded().out()).contains("(unchanged)");
    }

    @Test
    void a_setting_that_it_does_not_know_is_refused_and_the_old_ones_stay() {
        String before = node.read(DROP_IN);
        String server = node.read("/run/sshd.pid");
        rehearsal.setData(node, GOOD + "    options: {Prot: \"22\"}\n");

        Running.Ended run = node.runAgent();

        assertThat(run.exit()).isNotZero();
        Report report = rehearsal.report(node);
        assertThat(of("file[" + DROP_IN + "]", report))
                .satisfies(file -> assertThat(file.outcome()).isEqualTo(ResourceOutcome.FAILED))
                .extracting(ResourceReport::reason)
                .asString()
                .contains("Bad configuration option: Prot");
        assertThat(of("service[ssh]", report).outcome()).isEqualTo(ResourceOutcome.SKIPPED);
        assertThat(node.read(DROP_IN)).isEqualTo(before);
        assertThat(node.read("/run/sshd.pid")).isEqualTo(server);
    }

    /** Right in a file alone; the server's own file has one too, so that it would not start. */
    @Test
    void a_setting_that_clashes_with_another_file_is_refused_and_the_server_stays() {
        String before = node.read(DROP_IN);
        String server = node.read("/run/sshd.pid");
        rehearsal.setData(node, GOOD + "    options: {Subsystem: sftp internal-sftp}\n");

        Running.Ended run = node.runAgent();

        assertThat(run.exit()).isNotZero();
        assertThat(of("file[" + DROP_IN + "]", rehearsal.report(node)).reason())
                .contains("/etc/ssh/sshd_config line", "Subsystem 'sftp' already defined");
        assertThat(node.read(DROP_IN)).isEqualTo(before);
        assertThat(node.read("/run/sshd.pid")).isEqualTo(server);
    }

    @Test
    void another_setting_restarts_it_once() {
        String server = node.read("/run/sshd.pid");
        rehearsal.setData(node, GOOD.replace("2222", "2223"));

        node.runAgent().succeeded();

        assertThat(node.read("/run/sshd.pid")).isNotEqualTo(server);
        assertThat(node.run("ss", "-Hltn", "sport = :2223").out()).contains(":2223");
        assertThat(node.run("ss", "-Hltn", "sport = :2222").out()).isEmpty();
    }

    private static ResourceReport of(String address, Report report) {
        return report.resources().stream()
                .filter(each -> each.id().toString().equals(address))
                .findFirst()
                .orElseThrow();
    }
}
