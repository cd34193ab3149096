package io.labctl.module.baseserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.module.testing.CatalogOf;
import io.labctl.catalog.module.testing.TestedCatalog;
import io.labctl.catalog.resource.LineResource;
import io.labctl.catalog.resource.ResourceId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is called and placed differently on the Fedora family. */
class FamiliesTest {
    @Test
    void all_parts_of_a_fedora_machine_are_there_by_their_names() {
        var catalog = everything(CatalogOf.module(BaseServer.class).onFedora42()).compile();

        assertThat(catalog.addresses())
                .containsExactlyInAnyOrder(
                        "package[hostname]",
                        "package[tzdata]",
                        "package[glibc-langpack-de]",
                        "package[sudo]",
                        "package[chrony]",
                        "package[openssh-server]",
                        "package[cronie]",
                        "package[dnf5-plugin-automatic]",
                        "file[/etc/hostname]",
                        "exec[set the hostname web1]",
                        "symlink[/etc/localtime]",
                        "line[/etc/locale.conf: LANG=de_DE.UTF-8]",
                        "file[/etc/sudoers.d/ops]",
                        "sysctl[vm.swappiness]",
                        "file[/etc/chrony.conf]",
                        "service[chronyd]",
                        "exec[make the keys of the ssh server]",
                        "file[/etc/ssh/sshd_config.d/00-labctl.conf]",
                        "service[sshd]",
                        "cron[backup]",
                        "service[crond]",
                        "file[/etc/dnf/automatic.conf]",
                        "service[dnf5-automatic.timer]");
        assertThat(catalog.text("/etc/dnf/automatic.conf"))
                .isEqualTo(
                        """
                        # Managed by labctl, module base-server.
                        [commands]
                        upgrade_type = security
                        download_updates = yes
                        apply_updates = yes
                        reboot = when-needed
                        reboot_command = shutdown -r 03:30
                        [emitters]
                        emit_via = stdio
                        """);
        assertThat(
                        catalog.resource(
                                        LineResource.class,
                                        "line[/etc/locale.conf: LANG=de_DE.UTF-8]")
                                .matching())
                .isEqualTo("^\\s*LANG=");
        assertThat(catalog.entry("cron[backup]").after())
                .contains(ResourceId.parse("package[cronie]"));
    }

    @Test
    void a_release_before_dnf_5_has_its_own_timer() {
        var catalog =
                CatalogOf.module(BaseServer.class).onRocky9().with("updates", Map.of()).compile();

        assertThat(catalog.addresses())
                .containsExactly(
                        "package[dnf-automatic]",
                        "file[/etc/dnf/automatic.conf]",
                        "service[dnf-automatic-install.timer]");
        assertThat(catalog.text("/etc/dnf/automatic.conf")).doesNotContain("reboot");
    }

    @Test
    void a_fedora_without_a_number_is_told_that_nobody_knows_its_dnf() {
        var release = Map.of("major", "rawhide", "full", "rawhide");

        var catalog =
                CatalogOf.module(BaseServer.class)
                        .fact(
                                "os",
                                Map.of("family", "RedHat", "name", "Fedora", "release", release))
                        .with("updates", Map.of())
                        .compile();

        assertThat(catalog.faults())
                .containsExactly(
                        "module base-server: the test: parameter 'updates': is for numbered"
                                + " releases of Fedora, and this machine's fact 'os.release.major'"
                                + " is 'rawhide'");
    }

    @Test
    void jobs_need_the_cron_of_their_family_and_no_other() {
        assertThat(withJobsBut("cron", CatalogOf.module(BaseServer.class).onFedora42()).faults())
                .isEmpty();
        assertThat(withJobsBut("cronie", CatalogOf.module(BaseServer.class).onDebian12()).faults())
                .isEmpty();
        assertThat(withJobsBut("cronie", CatalogOf.module(BaseServer.class).onFedora42()).faults())
                .anyMatch(each -> each.contains("package[cronie] is already declared"));
        assertThat(withJobsBut("cron", CatalogOf.module(BaseServer.class).onDebian12()).faults())
                .anyMatch(each -> each.contains("package[cron] is already declared"));
    }

    private static TestedCatalog withJobsBut(String absent, CatalogOf machine) {
        return machine.with("packages", Map.of(absent, "absent"))
                .with("cron", Map.of("backup", Map.of("schedule", "@daily", "command", "true")))
                .compile();
    }

    @Test
    void systemd_timesyncd_is_refused_where_there_is_none() {
        var time = Map.of("daemon", "systemd-timesyncd", "servers", List.of("a.example"));

        assertThat(
                        CatalogOf.module(BaseServer.class)
                                .onFedora42()
                                .with("time", time)
                                .compile()
                                .faults())
                .containsExactly(
                        "module base-server: the test: parameter 'time': systemd-timesyncd is for"
                                + " the Debian family: use chrony");
    }

    @Test
    void a_machine_of_another_family_is_told_for_each_part_that_needs_one() {
        var catalog =
                everything(CatalogOf.module(BaseServer.class).onDebian12())
                        .fact("os", Map.of("family", "Suse", "name", "SLES"))
                        .compile();

        assertThat(catalog.faults())
                .containsExactlyInAnyOrder(
                        refused("timezone"),
                        refused("locale"),
                        refused("time"),
                        refused("sshd"),
                        refused("cron.backup"),
                        refused("updates"));
    }

    @Test
    void a_machine_of_another_family_has_the_other_parts() {
        var catalog =
                CatalogOf.module(BaseServer.class)
                        .fact("os", Map.of("family", "Suse", "name", "SLES"))
                        .with("motd", "hello")
                        .with("sysctl", Map.of("vm.swappiness", "10"))
                        .compile();

        assertThat(catalog.addresses())
                .containsExactlyInAnyOrder("file[/etc/motd]", "sysctl[vm.swappiness]");
    }

    private static String refused(String parameter) {
        return "module base-server: the test: parameter '%s': is for the families Debian and RedHat, and this machine's fact 'os.family' is 'Suse'"
                .formatted(parameter);
    }

    private static CatalogOf everything(CatalogOf machine) {
        return machine.with("hostname", "{node.name}")
                .with("timezone", "Europe/Berlin")
                .with("locale", "de_DE.UTF-8")
                .with(
                        "sudo",
                        Map.of("ops", Map.of("who", List.of("%ops"), "commands", List.of("ALL"))))
                .with("sysctl", Map.of("vm.swappiness", "10"))
                .with("time", Map.of("pools", List.of("pool.example")))
                .with("sshd", Map.of("port", 22))
                .with("cron", Map.of("backup", Map.of("schedule", "@daily", "command", "true")))
                .with("updates", Map.of("reboot", "03:30"));
    }
}
