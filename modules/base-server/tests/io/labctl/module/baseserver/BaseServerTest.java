package io.labctl.module.baseserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.labctl.catalog.module.testing.CatalogOf;
import io.labctl.catalog.resource.CronResource;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.resource.UserResource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaseServerTest {
    @Test
    void without_data_nothing_is_touched() {
        assertThat(debian().compile().addresses()).isEmpty();
    }

    @Test
    void the_message_of_the_day_is_filled_with_facts() {
        var catalog =
                debian().with("motd", "{node.name} ({node.role}) runs {os.name} {os.release.major}")
                        .compile();

        assertThat(catalog.text("/etc/motd")).isEqualTo("web1 (web) runs Debian 12\n");
    }

    /** What has no owner here keeps whichever it was given on the machine. */
    @Test
    void the_files_of_the_system_are_owned_by_root() {
        var catalog = debian().with("motd", "hello").with("sshd", Map.of("port", 22)).compile();

        assertThat(List.of("/etc/motd", "/etc/ssh/sshd_config.d/00-labctl.conf"))
                .map(path -> catalog.resource(FileResource.class, "file[%s]".formatted(path)))
                .extracting(FileResource::owner, FileResource::group)
                .containsOnly(tuple("root", "root"));
        assertThat(catalog.resource(DirectoryResource.class, "directory[/run/sshd]"))
                .extracting(DirectoryResource::owner, DirectoryResource::group)
                .containsExactly("root", "root");
    }

    @Test
    void an_unknown_fact_in_the_message_is_told_with_the_nearest() {
        var catalog = debian().with("motd", "{os.nmae}").compile();

        assertThat(catalog.faults())
                .singleElement()
                .asString()
                .contains(
                        "the test: parameter 'motd': unknown fact 'os.nmae', did you mean 'os.name'?");
    }

    @Test
    void braces_that_hold_no_name_stay() {
        assertThat(debian().with("motd", "{} { x } {a|b} {o_O so}").compile().faults()).isEmpty();
    }

    @Test
    void hosts_are_entries_with_their_aliases() {
        var hosts =
                Map.of(
                        "db1.example.org", Map.of("ip", "192.0.2.20", "aliases", List.of("db1")),
                        "old.example.org", Map.of("ensure", "absent"));

        var catalog = debian().with("hosts", hosts).compile();

        assertThat(catalog.resource(HostResource.class, "host[db1.example.org]"))
                .isEqualTo(
                        new HostResource(
                                "db1.example.org",
                                Presence.PRESENT,
                                "192.0.2.20",
                                List.of("db1"),
                                null));
        assertThat(catalog.entry("host[old.example.org]").resource().ensure())
                .isEqualTo(Presence.ABSENT);
    }

    @Test
    void a_host_needs_its_address() {
        var catalog = debian().with("hosts", Map.of("db1", Map.of())).compile();

        assertThat(catalog.faults())
                .containsExactly(
                        "module base-server: the test: parameter 'hosts.db1.ip': host has no ip");
    }

    @Test
    void packages_are_present_absent_the_latest_or_of_some_version() {
        var packages =
                Map.of(
                        "htop",
                        "present",
                        "telnet",
                        "absent",
                        "curl",
                        "7.88.1-10",
                        "jq",
                        "latest",
                        "vim",
                        ">=9,<10");

        var catalog = debian().with("packages", packages).compile();

        assertThat(catalog.resource(PackageResource.class, "package[htop]").version()).isNull();
        assertThat(catalog.resource(PackageResource.class, "package[telnet]").ensure())
                .isEqualTo(Presence.ABSENT);
        assertThat(catalog.resource(PackageResource.class, "package[curl]").version())
                .isEqualTo("7.88.1-10");
        assertThat(catalog.resource(PackageResource.class, "package[jq]").isLatest()).isTrue();
        assertThat(catalog.resource(PackageResource.class, "package[vim]").version())
                .isEqualTo(">= 9, < 10");
    }

    @Test
    void a_package_is_not_wanted_in_two_ways_under_its_two_names() {
        var packages = Map.of("htop", "absent", "htop:amd64", "present", "vim:i386", "present");

        assertThat(debian().with("packages", packages).compile().faults())
                .containsExactly(
                        "module base-server: the test: package[htop:amd64] is to be present, but"
                                + " package[htop] of base-server (the test), the same on this"
                                + " machine, is to be absent");
    }

    @Test
    void root_and_its_group_cannot_be_taken_away() {
        var absent = Map.of("root", Map.of("ensure", "absent"));

        var catalog = debian().with("users", absent).with("groups", absent).compile();

        assertThat(catalog.faults())
                .containsExactlyInAnyOrder(
                        "module base-server: the test: parameter 'users.root': user 'root' cannot be absent",
                        "module base-server: the test: parameter 'groups.root': group 'root' cannot be absent");
    }

    @Test
    void a_user_comes_after_the_groups_it_is_in() {
        var catalog =
                debian().with("groups", Map.of("ops", Map.of("gid", 2000)))
                        .with(
                                "users",
                                Map.of(
                                        "ada",
                                        Map.of("groups", List.of("ops"), "shell", "/bin/bash"),
                                        "bob",
                                        Map.of("ensure", "absent")))
                        .compile();

        assertThat(catalog.resource(GroupResource.class, "group[ops]").gid()).isEqualTo(2000);
        assertThat(catalog.entry("user[ada]").after())
                .containsExactly(ResourceId.parse("group[ops]"));
        UserResource ada = catalog.resource(UserResource.class, "user[ada]");
        assertThat(ada.shell()).isEqualTo("/bin/bash");
        assertThat(ada.manageHome()).isTrue();
        assertThat(catalog.entry("user[bob]").resource().ensure()).isEqualTo(Presence.ABSENT);
    }

    @Test
    void a_cron_job_brings_its_daemon() {
        var job = Map.of("schedule", "17 3 * * *", "command", "/usr/local/bin/backup");

        var catalog = debian().with("cron", Map.of("backup", job)).compile();

        assertThat(catalog.addresses()).containsExactly("package[cron]", "cron[backup]");
        assertThat(catalog.resource(CronResource.class, "cron[backup]").user()).isEqualTo("root");
    }

    @Test
    void a_cron_job_comes_after_its_daemon_and_its_user() {
        var job = Map.of("schedule", "@daily", "command", "true", "user", "ada");

        var catalog =
                debian().with("users", Map.of("ada", Map.of()))
                        .with("cron", Map.of("backup", job))
                        .compile();

        assertThat(catalog.entry("cron[backup]").after())
                .containsExactlyInAnyOrder(
                        ResourceId.parse("package[cron]"), ResourceId.parse("user[ada]"));
    }

    @Test
    void parts_that_contradict_each_other_are_refused() {
        var catalog =
                debian().with("packages", Map.of("openssh-server", "absent"))
                        .with("sshd", Map.of())
                        .compile();

        assertThat(catalog.faults())
                .singleElement()
                .asString()
                .endsWith("package openssh-server is absent, but sshd has settings");
    }

    private static CatalogOf debian() {
        return CatalogOf.module(BaseServer.class).onDebian12();
    }
}
