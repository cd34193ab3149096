package io.labctl.agent.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.module.testing.CatalogOf;
import io.labctl.catalog.resource.FileResource;
import io.labctl.module.baseserver.BaseServer;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of docs/reference/base-server.md, which has every part, on a Debian machine. */
class BaseServerIT extends AppliedExample {
    private static final String SUBSYSTEM = "Subsystem sftp internal-sftp";

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Include /etc/ssh/sshd_config.d/*.conf",
                "Include /etc/ssh/sshd_config.d/*",
                "include=\"/etc/ssh/sshd_config.d/*\"",
                "Include sshd_config.d/*.conf"
            })
    void the_ssh_servers_drop_in_is_checked_with_all_that_the_server_reads(String include)
            throws IOException {
        String config = include + "\n" + SUBSYSTEM;

        assertThat(dropInChecked(config, "LogLevel VERBOSE"))
                .isEqualTo(new Finished(0, "", "", false));
        var twice = dropInChecked(config, SUBSYSTEM);
        var wrong = dropInChecked(include, "LogLevel LOUD");

        assertThat(twice.exit()).isEqualTo(1);
        assertThat(twice.err()).startsWith("/etc/ssh/sshd_config").contains("Subsystem 'sftp'");
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.err()).startsWith("/etc/ssh/sshd_config.d/00-labctl.conf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Port 22",
                "Match User ada\nInclude /etc/ssh/sshd_config.d/*.conf",
                "# Include /etc/ssh/sshd_config.d/*.conf",
                "Include /etc/ssh/sshd_config.d/50-cloud-init.conf"
            })
    void a_drop_in_that_would_not_count_is_refused(String config) throws IOException {
        assertThat(dropInChecked(config, "LogLevel VERBOSE"))
                .isEqualTo(
                        new Finished(
                                1,
                                "",
                                "/etc/ssh/sshd_config does not include /etc/ssh/sshd_config.d/*.conf"
                                        + " before any Match, so not all there would count\n",
                                false));
    }

    /** As it is before it is put in place, where the server's own file is this. */
    private Finished dropInChecked(String config, String dropIn) throws IOException {
        Path file = node().machine().root().at("/etc/ssh/sshd_config");
        String before = Files.readString(file);
        Path candidate = node().machine().root().at("/etc/ssh/sshd_config.d/.candidate");
        try {
            Files.writeString(file, config + "\n");
            Files.writeString(candidate, dropIn + "\n");
            return node().machine()
                    .commands()
                    .run(
                            Command.of(
                                    validate().stream()
                                            .map(
                                                    each ->
                                                            each.replace(
                                                                    "{file}",
                                                                    "/etc/ssh/sshd_config.d/.candidate"))
                                            .toList(),
                                    Duration.ofMinutes(1)));
        } finally {
            Files.delete(candidate);
            Files.writeString(file, before);
        }
    }

    private static List<String> validate() {
        return CatalogOf.module(BaseServer.class)
                .onDebian12()
                .with("sshd", Map.of())
                .compile()
                .resource(FileResource.class, "file[/etc/ssh/sshd_config.d/00-labctl.conf]")
                .validate();
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
