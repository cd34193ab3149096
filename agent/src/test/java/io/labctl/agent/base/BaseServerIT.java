package io.labctl.agent.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.module.testing.CatalogOf;
import io.labctl.module.baseserver.BaseServer;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The example of docs/reference/base-server.md, which has every part, on a Debian machine. */
class BaseServerIT extends AppliedExample {
    @Override
    protected Catalog catalog() throws IOException {
        return PageExample.compiled(CatalogOf.module(BaseServer.class).onDebian12(), Set.of());
    }

    @Override
    protected List<String> packages(Catalog catalog) {
        return PageExample.packages(catalog);
    }

    @Override
    protected ThrowAwayNode start(Path folder) throws IOException {
        return ThrowAwayNode.start(folder);
    }

    /** As images of clouds have it. */
    @Override
    protected void prepare(ThrowAwayNode node, Path folder) throws IOException {
        Files.createDirectories(node.machine().root().at("/etc/ssh/sshd_config.d"));
        Files.writeString(
                node.machine().root().at("/etc/ssh/sshd_config.d/50-cloud-init.conf"),
                "PasswordAuthentication yes\n");
    }

    @Test
    void the_example_has_every_part() throws IOException {
        assertThat(PageExample.read().fields().keySet())
                .containsExactlyElementsOf(
                        Arrays.stream(BaseServer.class.getRecordComponents())
                                .map(RecordComponent::getName)
                                .toList());
    }

    @Test
    void the_machine_is_called_and_speaks_as_wanted() throws IOException {
        assertThat(inside("hostname")).isEqualTo("web1\n");
        assertThat(inside("date", "+%Z")).startsWith("CE");
        assertThat(inside("locale", "-a")).contains("en_US.utf8");
        assertThat(inside("cat", "/etc/default/locale")).contains("LANG=en_US.UTF-8");
    }

    @Test
    void sudo_knows_the_rule() throws IOException {
        assertThat(inside("sudo", "-l", "-U", "deploy"))
                .contains("(root) NOPASSWD: /usr/bin/systemctl restart app, /usr/bin/journalctl");
    }

    @Test
    void the_clock_is_kept_by_chrony_from_the_given_sources() throws IOException {
        assertThat(inside("chronyd", "-p")).contains("pool 2.pool.ntp.org iburst");
        assertThat(inside("service", "chrony", "status")).contains("is running");
    }

    @Test
    void the_ssh_server_takes_our_settings_before_those_of_others() throws IOException {
        assertThat(inside("/usr/sbin/sshd", "-T")).contains("passwordauthentication no\n");
    }

    @Test
    void updates_are_taken_from_the_security_archive_alone() throws IOException {
        assertThat(inside("apt-config", "dump"))
                .contains(
                        "APT::Periodic::Unattended-Upgrade \"1\";",
                        "label=Debian-Security",
                        "Unattended-Upgrade::Automatic-Reboot-Time \"03:30\";")
                .doesNotContain("label=Debian\"");
        assertThat(inside("unattended-upgrade", "--dry-run", "--debug"))
                .contains("Allowed origins are:", "label=Debian-Security")
                .doesNotContain("label=Debian,");
    }
}
