package io.labctl.agent.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.node.FedoraNode;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.module.testing.CatalogOf;
import io.labctl.module.baseserver.BaseServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The same example on a machine of the Fedora family, as far as Debian's dnf, rpm and daemons can
 * be one; the timer of its updates is a unit of systemd, which this machine lacks.
 */
class FedoraBaseServerIT extends AppliedExample {
    private static final List<String> DEBIANS = List.of("sudo", "openssh-server", "chrony", "cron");

    @Override
    protected Catalog catalog() throws IOException {
        return PageExample.compiled(
                CatalogOf.module(BaseServer.class).onFedora42(), Set.of("updates"));
    }

    @Override
    protected List<String> packages(Catalog catalog) {
        return DEBIANS;
    }

    @Override
    protected ThrowAwayNode start(Path folder) throws IOException {
        return FedoraNode.start(folder);
    }

    @Override
    protected void prepare(ThrowAwayNode node, Path folder) throws IOException {
        node.run("fedora-base.sh", folder);
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
}
