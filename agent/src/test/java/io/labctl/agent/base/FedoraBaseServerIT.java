package io.labctl.agent.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.FedoraNode;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.module.testing.CatalogOf;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.module.baseserver.BaseServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same example on a machine of the Fedora family, as far as Debian's dnf, rpm and daemons can
 * be one; the timer of its updates is a unit of systemd, which this machine lacks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FedoraBaseServerIT {
    private static final List<String> DEBIANS = List.of("sudo", "openssh-server", "chrony", "cron");

    private ThrowAwayNode node;
    private List<ResourceReport> first;
    private List<ResourceReport> second;

    @BeforeAll
    void apply_it_twice(@TempDir Path folder) throws IOException {
        Catalog catalog =
                PageExample.compiled(
                        CatalogOf.module(BaseServer.class).onFedora42(), Set.of("updates"));
        var packages = FetchedPackages.fetch(folder.resolve("packages"), DEBIANS);
        node = FedoraNode.start(folder).run("setting.sh", folder);
        packages.offer(node, folder);
        node.run("fedora-base.sh", folder);
        var machine = TestMachine.of(node.machine(), folder);
        first = machine.apply(catalog, false);
        second = machine.apply(catalog, false);
    }

    @AfterAll
    void endNode() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void it_converges_and_the_second_run_changes_nothing() {
        assertThat(first).extracting(ResourceReport::reason).containsOnlyNulls();
        assertThat(second)
                .filteredOn(each -> each.outcome() != ResourceOutcome.UNCHANGED)
                .isEmpty();
    }

    @Test
    void the_packages_are_installed_by_their_names_in_this_family() throws IOException {
        assertThat(inside("rpm", "-qa", "--queryformat", "%{NAME}\\n").lines())
                .contains("openssh-server", "chrony", "cronie", "glibc-langpack-en", "hostname");
    }

    @Test
    void the_machine_is_called_and_speaks_as_wanted() throws IOException {
        assertThat(inside("hostname")).isEqualTo("web1\n");
        assertThat(inside("date", "+%Z")).startsWith("CE");
        assertThat(inside("cat", "/etc/locale.conf")).isEqualTo("LANG=en_US.UTF-8\n");
    }

    @Test
    void the_ssh_server_runs_with_keys_that_were_made_for_it() throws IOException {
        assertThat(inside("/usr/sbin/sshd", "-T"))
                .contains("passwordauthentication no\n", "allowgroups operators\n");
        assertThat(inside("ls", "/etc/ssh")).contains("ssh_host_ed25519_key.pub");
        assertThat(inside("service", "sshd", "status")).contains("is running");
    }

    @Test
    void the_clock_is_kept_by_chrony_from_the_given_sources() throws IOException {
        assertThat(inside("chronyd", "-p", "-f", "/etc/chrony.conf"))
                .contains("pool 2.pool.ntp.org iburst");
        assertThat(inside("service", "chronyd", "status")).contains("is running");
    }

    @Test
    void jobs_are_run_by_the_daemon_of_this_family() throws IOException {
        assertThat(inside("service", "crond", "status")).contains("is running");
    }

    private String inside(String... argv) throws IOException {
        return node.machine().commands().require(Command.of(List.of(argv), Duration.ofMinutes(1)));
    }
}
