package io.labctl.module.baseserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.module.testing.CatalogOf;
import io.labctl.catalog.resource.ExecResource;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.ResourceId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshdTest {
    private static final String DROP_IN = "file[/etc/ssh/sshd_config.d/00-labctl.conf]";

    @Test
    void the_ssh_server_gets_a_checked_drop_in_and_restarts_on_it() {
        var catalog =
                debian().with(
                                "sshd",
                                Map.of(
                                        "port",
                                        2222,
                                        "permit-root-login",
                                        "prohibit-password",
                                        "password-authentication",
                                        false,
                                        "allow-groups",
                                        List.of("ops", "admins"),
                                        "options",
                                        Map.of("X11Forwarding", "no")))
                        .compile();

        assertThat(catalog.text("/etc/ssh/sshd_config.d/00-labctl.conf"))
                .isEqualTo(
                        """
                        # Managed by labctl, module base-server.
                        AllowGroups ops admins
                        PasswordAuthentication no
                        PermitRootLogin prohibit-password
                        Port 2222
                        X11Forwarding no
                        """);
        var dropIn = "file[/etc/ssh/sshd_config.d/00-labctl.conf]";
        assertThat(catalog.resource(FileResource.class, dropIn).validate())
                .startsWith("/bin/sh", "-c")
                .endsWith("{file}");
        assertThat(catalog.entry("service[ssh]").restartOn())
                .containsExactly(ResourceId.parse(dropIn));
        assertThat(catalog.addresses()).startsWith("package[openssh-server]");
    }

    @Test
    void without_its_package_nothing_of_the_ssh_server_is_tried() {
        var own = debian().with("sshd", Map.of()).compile();
        var listed =
                debian().with("packages", Map.of("openssh-server", "present"))
                        .with("sshd", Map.of())
                        .compile();

        for (var catalog : List.of(own, listed)) {
            assertThat(catalog.addresses())
                    .filteredOn(each -> !each.startsWith("package["))
                    .hasSize(3)
                    .allSatisfy(
                            each ->
                                    assertThat(catalog.entry(each).after())
                                            .contains(ResourceId.parse("package[openssh-server]")));
        }
    }

    @Test
    void a_port_beyond_the_range_is_refused() {
        assertThat(debian().with("sshd", Map.of("port", 70_000)).compile().faults())
                .containsExactly(
                        "module base-server: the test: parameter 'sshd.port': port 70000 is not 1 to 65535");
    }

    @Test
    void an_option_that_a_parameter_sets_is_refused_with_that() {
        String data =
                """
                sshd:
                  options:
                    port: "22"
                    PermitRootLogin: "yes"
                    PASSWORDAUTHENTICATION: "yes"
                    AllowGroups: all
                    LogLevel: VERBOSE
                """;

        assertThat(DataFaults.in(data))
                .containsExactly(
                        told(3, "port", "port"),
                        told(4, "PermitRootLogin", "permit-root-login"),
                        told(5, "PASSWORDAUTHENTICATION", "password-authentication"),
                        told(6, "AllowGroups", "allow-groups"));
    }

    private static String told(int line, String option, String parameter) {
        return "data/common.yaml:%d: parameter 'sshd.options.%s': option '%s' is what the parameter 'sshd.%s' sets: give that instead"
                .formatted(line, option, option, parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Match", "match", "INCLUDE"})
    void an_option_that_changes_what_others_mean_is_refused(String option) {
        assertThat(DataFaults.in("sshd: {options: {%s: all}}".formatted(option)))
                .containsExactly(
                        "data/common.yaml:1: parameter 'sshd.options.%s': option '%s' is not one setting, but changes what others mean: put it in a file of its own in /etc/ssh/sshd_config.d"
                                .formatted(option, option));
    }

    @Test
    void an_option_is_given_once_in_whatever_case() {
        assertThat(DataFaults.in("sshd: {options: {LogLevel: INFO, loglevel: VERBOSE}}"))
                .containsExactly(
                        "data/common.yaml:1: parameter 'sshd.options.loglevel' is given twice,"
                                + " spelled differently");
    }

    @Test
    void groups_may_be_named_with_their_domain_and_by_patterns() {
        var groups = List.of("ops@example.org", "admin?@*");

        var catalog = debian().with("sshd", Map.of("allow-groups", groups)).compile();

        assertThat(catalog.text("/etc/ssh/sshd_config.d/00-labctl.conf"))
                .endsWith("\nAllowGroups ops@example.org admin?@*\n");
    }

    @Test
    void a_port_of_its_own_is_given_to_the_server_by_selinux_before_it_is_told() {
        var catalog = fedoraWithSelinux(true).with("sshd", Map.of("port", 2222)).compile();

        String label = "exec[let SELinux give the ssh server port 2222]";
        assertThat(catalog.entry(label).after())
                .contains(ResourceId.parse("package[policycoreutils-python-utils]"));
        assertThat(catalog.addresses()).contains("package[policycoreutils-python-utils]");
        assertThat(catalog.entry(DROP_IN).after()).contains(ResourceId.parse(label));
    }

    @Test
    void selinux_is_left_alone_where_it_has_nothing_to_give() {
        var usual = fedoraWithSelinux(true).with("sshd", Map.of("port", 22)).compile();
        var without = fedoraWithSelinux(false).with("sshd", Map.of("port", 2222)).compile();

        assertThat(usual.addresses()).noneMatch(each -> each.contains("SELinux"));
        assertThat(without.addresses()).noneMatch(each -> each.contains("SELinux"));
    }

    private static CatalogOf fedoraWithSelinux(boolean enabled) {
        var selinux = Map.of("enabled", enabled, "enforced", enabled);
        return CatalogOf.module(BaseServer.class)
                .fact("os", Map.of("family", "RedHat", "name", "Rocky", "selinux", selinux));
    }

    @Test
    void where_systemd_listens_in_its_place_the_port_moves_too() {
        var ubuntu = CatalogOf.module(BaseServer.class).onUbuntu2404();
        String socket = "exec[let systemd listen at the port of the ssh server]";

        var moved = ubuntu.with("sshd", Map.of("port", 2222)).compile();

        assertThat(moved.resource(ExecResource.class, socket).onNotifyOnly()).isTrue();
        assertThat(
                        CatalogOf.module(BaseServer.class)
                                .onUbuntu2404()
                                .with("sshd", Map.of("password-authentication", false))
                                .compile()
                                .addresses())
                .as("for a port that was taken out")
                .contains(socket);
        assertThat(debian().with("sshd", Map.of("port", 2222)).compile().addresses())
                .doesNotContain(socket);
    }

    private static CatalogOf debian() {
        return CatalogOf.module(BaseServer.class).onDebian12();
    }
}
