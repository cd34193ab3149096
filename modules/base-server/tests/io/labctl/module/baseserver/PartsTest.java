package io.labctl.module.baseserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.module.testing.CatalogOf;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.ExecResource;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.resource.SymlinkResource;
import io.labctl.catalog.resource.SysctlResource;
import io.labctl.catalog.resource.UserResource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The parts of a Debian machine's catalog that no other part rests on. */
class PartsTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE1/UTpKW0L03IbypkXr6d7lOoVrH+cltGrYl1MU6j6N";

    @Test
    void the_hostname_is_filled_and_set_now_and_for_the_next_boot() {
        var catalog = debian().with("hostname", "{node.name}.{networking.domain}").compile();

        assertThat(catalog.text("/etc/hostname")).isEqualTo("web1.example.org\n");
        var set = catalog.resource(ExecResource.class, "exec[set the hostname web1.example.org]");
        assertThat(set.command()).containsExactly("hostname", "web1.example.org");
        assertThat(catalog.addresses()).startsWith("package[hostname]");
    }

    @Test
    void a_hostname_that_is_none_once_it_is_filled_is_refused() {
        assertThat(debian().with("hostname", "{os.name} 12").compile().faults())
                .containsExactly(
                        "module base-server: the test: parameter 'hostname': 'Debian 12' is not a"
                                + " machine's name: use at most 64 of A-Z a-z 0-9 -, in labels"
                                + " parted by dots");
    }

    @Test
    void the_timezone_is_a_link_and_debian_s_file() {
        var catalog = debian().with("timezone", "Europe/Berlin").compile();

        assertThat(catalog.addresses())
                .containsExactly(
                        "package[tzdata]", "symlink[/etc/localtime]", "file[/etc/timezone]");
        assertThat(catalog.resource(SymlinkResource.class, "symlink[/etc/localtime]").target())
                .isEqualTo("/usr/share/zoneinfo/Europe/Berlin");
        assertThat(catalog.text("/etc/timezone")).isEqualTo("Europe/Berlin\n");
    }

    @Test
    void a_locale_is_made_before_it_is_chosen() {
        var catalog = debian().with("locale", "en_US.UTF-8").compile();

        assertThat(catalog.addresses())
                .containsExactly(
                        "package[locales]",
                        "line[/etc/locale.gen: en_US.UTF-8 UTF-8]",
                        "exec[make the locale en_US.UTF-8]",
                        "exec[choose the locale en_US.UTF-8]");
    }

    @Test
    void the_locale_of_the_c_library_needs_no_making() {
        var catalog = debian().with("locale", "C.UTF-8").compile();

        assertThat(catalog.addresses())
                .containsExactly("package[locales]", "exec[choose the locale C.UTF-8]");
    }

    @Test
    void an_account_has_its_keys_its_end_and_no_others_groups() {
        var ada =
                Map.of(
                        "groups",
                        List.of("adm"),
                        "only-groups",
                        true,
                        "locked",
                        true,
                        "expires",
                        "2027-01-31",
                        "only-keys",
                        true,
                        "keys",
                        Map.of("laptop", Map.of("key", KEY + " x", "options", List.of("no-pty"))));

        var catalog = debian().with("users", Map.of("ada", ada)).compile();

        var user = catalog.resource(UserResource.class, "user[ada]");
        assertThat(user.onlyGroups()).isTrue();
        assertThat(user.login())
                .satisfies(
                        login -> {
                            assertThat(login.locked()).isTrue();
                            assertThat(login.expires()).isEqualTo("2027-01-31");
                        });
        var key = catalog.resource(AuthorizedKeyResource.class, "authorized_key[ada/laptop]");
        assertThat(user.onlyKeys()).isEqualTo(List.of(KEY.split(" ", 2)[1]));
        assertThat(key.key()).hasToString(KEY);
        assertThat(key.options()).containsExactly("no-pty");
    }

    @Test
    void an_account_that_goes_gets_no_keys() {
        var gone = Map.of("ensure", "absent", "keys", Map.of("laptop", Map.of("key", KEY)));

        assertThat(debian().with("users", Map.of("ada", gone)).compile().addresses())
                .containsExactly("user[ada]");
    }

    @Test
    void a_sudo_rule_is_a_file_that_visudo_accepts() {
        var rule =
                Map.of(
                        "who", List.of("ada", "%ops"),
                        "hosts", List.of("web*"),
                        "as", List.of("www-data"),
                        "as-groups", List.of("adm"),
                        "commands", List.of("/usr/bin/id", "/usr/bin/env A=1,2 #x"),
                        "no-password", true);

        var catalog = debian().with("sudo", Map.of("web", rule)).compile();

        assertThat(catalog.text("/etc/sudoers.d/web"))
                .isEqualTo(
                        """
                        # Managed by labctl, module base-server.
                        ada, %ops web* = (www-data : adm) NOPASSWD: /usr/bin/id, /usr/bin/env A\\=1\\,2 \\#x
                        """);
        var file = catalog.resource(FileResource.class, "file[/etc/sudoers.d/web]");
        assertThat(file.mode()).isEqualTo("0440");
        assertThat(file.validate()).containsExactly("visudo", "-cf", "{file}");
        assertThat(catalog.entry("file[/etc/sudoers.d/web]").after())
                .containsExactly(ResourceId.parse("package[sudo]"));
    }

    @Test
    void a_sudo_rule_lends_root_s_rights_everywhere_unless_told_otherwise() {
        var rule = Map.of("who", List.of("ada"), "commands", List.of("ALL"));

        assertThat(debian().with("sudo", Map.of("ada", rule)).compile().text("/etc/sudoers.d/ada"))
                .endsWith("\nada ALL = (root) ALL\n");
    }

    @Test
    void a_sudo_rule_that_goes_needs_no_sudo() {
        var catalog = debian().with("sudo", Map.of("ada", Map.of("ensure", "absent"))).compile();

        assertThat(catalog.addresses()).containsExactly("file[/etc/sudoers.d/ada]");
        assertThat(catalog.entry("file[/etc/sudoers.d/ada]").resource().ensure())
                .isEqualTo(Presence.ABSENT);
    }

    @Test
    void settings_of_the_kernel_have_a_value_or_are_absent() {
        var catalog =
                debian().with(
                                "sysctl",
                                Map.of("vm.swappiness", 10, "net/ipv4/ip_forward", "absent"))
                        .compile();

        assertThat(catalog.resource(SysctlResource.class, "sysctl[vm.swappiness]").value())
                .isEqualTo("10");
        assertThat(catalog.entry("sysctl[net.ipv4.ip_forward]").resource().ensure())
                .isEqualTo(Presence.ABSENT);
    }

    @Test
    void chrony_asks_the_given_sources_alone_and_restarts_on_others() {
        var time = Map.of("pools", List.of("a.example"), "servers", List.of("192.0.2.1"));

        var catalog = debian().with("time", time).compile();

        assertThat(catalog.text("/etc/chrony/chrony.conf"))
                .isEqualTo(
                        """
                        # Managed by labctl, module base-server.
                        pool a.example iburst
                        server 192.0.2.1 iburst
                        driftfile /var/lib/chrony/drift
                        makestep 1 3
                        rtcsync
                        """);
        assertThat(catalog.entry("service[chrony]").restartOn())
                .containsExactly(ResourceId.parse("file[/etc/chrony/chrony.conf]"));
    }

    @Test
    void systemd_timesyncd_gets_a_drop_in() {
        var time =
                Map.of("daemon", "systemd-timesyncd", "servers", List.of("a.example", "b.example"));

        var catalog = debian().with("time", time).compile();

        assertThat(catalog.text("/etc/systemd/timesyncd.conf.d/50-labctl.conf"))
                .endsWith("[Time]\nNTP=\nNTP=a.example b.example\nFallbackNTP=\n");
        assertThat(catalog.addresses())
                .startsWith("package[systemd-timesyncd]")
                .endsWith("service[systemd-timesyncd]");
    }

    @Test
    void updates_are_those_of_the_security_archive_unless_told_otherwise() {
        var some = debian().with("updates", Map.of()).compile();
        var all = debian().with("updates", Map.of("scope", "all", "reboot", "03:30")).compile();

        String file = "/etc/apt/apt.conf.d/60labctl-unattended-upgrades";
        assertThat(some.text(file))
                .contains("label=Debian-Security", "Automatic-Reboot \"false\"")
                .doesNotContain("-updates");
        assertThat(all.text(file))
                .contains("codename=${distro_codename}-updates", "Reboot-Time \"03:30\"");
    }

    @Test
    void an_option_of_a_key_is_refused_with_its_line() {
        var key = Map.of("key", KEY, "options", List.of("no pty"));

        var catalog =
                debian().with("users", Map.of("ada", Map.of("keys", Map.of("laptop", key))))
                        .compile();

        assertThat(catalog.faults())
                .singleElement()
                .asString()
                .startsWith(
                        "module base-server: the test: parameter 'users.ada.keys.laptop.options[0]':"
                                + " option 'no pty' of a key is not a name");
    }

    private static CatalogOf debian() {
        return CatalogOf.module(BaseServer.class).onDebian12();
    }
}
