package io.labctl.catalog.module.testing;

import static io.labctl.catalog.module.testing.Declares.compiled;
import static io.labctl.catalog.module.testing.Declares.faults;
import static io.labctl.catalog.module.testing.Declares.module;
import static io.labctl.catalog.module.testing.Declares.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.resource.UserResource;
import io.labctl.catalog.secret.Secret;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What resources of accounts and mounts mean for each other in one catalog. */
class AccountsAndMountsTest {
    private static final String ADA =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE1/UTpKW0L03IbypkXr6d7lOoVrH+cltGrYl1MU6j6N";
    private static final String BOB =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICiGfCfvsyaSln1zpKdNFTz5UteBCuZLOHqAQInn+lQg";

    @Test
    void keys_of_any_module_are_those_that_a_purged_user_keeps() {
        var catalog =
                TestedCatalog.of(
                        compiled(
                                module("users", (_, plan) -> plan.user("ada").purgeKeys()),
                                module(
                                        "keys",
                                        (_, plan) -> {
                                            plan.authorizedKey("ada", "laptop").key(ADA);
                                            plan.authorizedKey("bob", "laptop").key(BOB);
                                            plan.authorizedKey("ada", "lost").key(BOB).absent();
                                        })));

        assertThat(catalog.resource(UserResource.class, "user[ada]").onlyKeys())
                .containsExactly(ADA.substring(ADA.indexOf(' ') + 1));
    }

    @Test
    void all_keys_of_a_user_that_is_not_purged_stay() {
        var catalog = TestedCatalog.of(compiled(module("users", (_, plan) -> plan.user("ada"))));

        assertThat(catalog.resource(UserResource.class, "user[ada]").onlyKeys()).isNull();
    }

    @Test
    void an_end_that_no_account_can_have_is_told() {
        assertThat(
                        faults(
                                module(
                                        "users",
                                        (_, plan) ->
                                                plan.user("ada").expires(LocalDate.of(1, 1, 1)))))
                .singleElement()
                .asString()
                .contains("module users: ")
                .endsWith("expires '0001-01-01' is not a day from 1970-01-02 to 9999-12-31");
    }

    @Test
    void what_stands_for_a_hidden_password_is_none() {
        assertThat(
                        faults(
                                module(
                                        "users",
                                        (_, plan) ->
                                                plan.user("ada").password(new Secret("[secret]")))))
                .singleElement()
                .asString()
                .contains("password is not a hash of crypt(5)");
    }

    @Test
    void a_key_is_once_in_a_file() {
        assertThat(
                        faults(
                                module(
                                        "keys",
                                        (_, plan) -> {
                                            plan.authorizedKey("ada", "old").key(ADA);
                                            plan.authorizedKey("ada", "new").key(ADA);
                                            plan.authorizedKey("bob", "ada").key(ADA);
                                        })))
                .singleElement()
                .asString()
                .contains(
                        "authorized_key[ada/new] has the key that authorized_key[ada/old] of keys");
    }

    @Test
    void a_group_comes_after_the_members_that_it_names() {
        assertThat(
                        order(
                                module(
                                        "m",
                                        (_, plan) -> {
                                            plan.group("ops").members(List.of("ada"));
                                            plan.user("ada");
                                        })))
                .containsExactly("user[ada]", "group[ops]");
    }

    @Test
    void a_mount_comes_after_its_mount_point_and_before_what_lies_below() {
        assertThat(
                        order(
                                module(
                                        "m",
                                        (_, plan) -> {
                                            plan.file("/srv/data/a/b").content("x");
                                            plan.mount("/srv/data").device("tmpfs").type("tmpfs");
                                            plan.directory("/srv/data");
                                            plan.mount("/srv").device("/dev/vdb").type("ext4");
                                        })))
                .containsExactly(
                        "mount[/srv]",
                        "directory[/srv/data]",
                        "mount[/srv/data]",
                        "file[/srv/data/a/b]");
    }

    @Test
    void what_stays_below_a_mount_that_goes_is_put_there_afterwards_and_what_goes_goes_first() {
        assertThat(
                        order(
                                module(
                                        "m",
                                        (_, plan) -> {
                                            plan.file("/srv/stays").content("x");
                                            plan.mount("/srv").absent();
                                            plan.file("/srv/goes").absent();
                                        })))
                .containsExactly("file[/srv/goes]", "mount[/srv]", "file[/srv/stays]");
    }

    @Test
    void the_root_stays_mounted() {
        assertThat(
                        faults(
                                module(
                                        "m",
                                        (_, plan) -> {
                                            plan.mount("/").absent();
                                            plan.mount("/srv").absent();
                                        }),
                                module(
                                        "n",
                                        (_, plan) ->
                                                plan.mount("/")
                                                        .device("/dev/vda1")
                                                        .type("ext4")
                                                        .unmounted())))
                .satisfiesExactly(
                        one -> assertThat(one).endsWith(": mount '/' cannot be absent"),
                        two -> assertThat(two).endsWith(": mount '/' cannot be unmounted"));
    }

    @Test
    void faults_of_settings_and_mounts_name_what_is_wrong() {
        assertThat(
                        faults(
                                module(
                                        "m",
                                        (_, plan) -> {
                                            plan.sysctl("ip_forward", "1");
                                            plan.sysctl("net.ipv4.*.forwarding", "1");
                                            plan.sysctl("vm.swappiness", " ");
                                            plan.mount("/srv");
                                            plan.mount("/a")
                                                    .device("x")
                                                    .type("ext4")
                                                    .options("a b");
                                            plan.mount("/b").device("x").type("ext4").pass(10);
                                            plan.mount("none").device("/srv/s").type("swap");
                                            plan.mount("c").device("x").type("ext4");
                                            plan.exec("e").command("true").timeout(Duration.ZERO);
                                            plan.exec("f").command("true").returns(256);
                                            plan.exec("g").command("true").umask("9");
                                            plan.exec("h").command("true").unless();
                                            plan.mount("/d").device("x");
                                            plan.exec("i");
                                            plan.exec("j").command("a\0b");
                                            plan.check("k").command(" ");
                                            plan.cron("l").command("true");
                                            plan.exec("m")
                                                    .command("true")
                                                    .tries(3, Duration.ofSeconds(-3));
                                            plan.exec("n").command("true").tries(0, Duration.ZERO);
                                            plan.check("o").command("true").within(Duration.ZERO);
                                            plan.check("p")
                                                    .command("true")
                                                    .within(Duration.ofSeconds(-5));
                                        })))
                .map(fault -> fault.replaceAll("^.*?: ", ""))
                .satisfiesExactly(
                        f -> assertThat(f).contains("'ip_forward' is not a kernel setting's"),
                        f -> assertThat(f).contains("is not a kernel setting's"),
                        f -> assertThat(f).contains("sysctl 'vm.swappiness' has no value"),
                        f -> assertThat(f).contains("mount '/srv' has no device"),
                        f -> assertThat(f).contains("option 'a b' of a mount is not one word"),
                        f -> assertThat(f).contains("pass 10 is not 0 to 9"),
                        f ->
                                assertThat(f)
                                        .endsWith(
                                                "mount 'none' has the type swap, which has no mount point: declare plan.swap(\"/srv/s\")"),
                        f -> assertThat(f).contains("path 'c' is not absolute"),
                        f -> assertThat(f).contains("timeout of exec 'e' is not longer than 0"),
                        f -> assertThat(f).contains("exit codes [256] of exec 'f'"),
                        f -> assertThat(f).contains("umask '9' is not 3 or 4 octal digits"),
                        f -> assertThat(f).endsWith(" unless of exec 'h' has no program"),
                        f -> assertThat(f).endsWith(" mount '/d' has no type, such as ext4"),
                        f -> assertThat(f).endsWith(" command of exec 'i' has no program"),
                        f ->
                                assertThat(f)
                                        .endsWith(" command of exec 'j' has a NUL character in it"),
                        f -> assertThat(f).endsWith(" command of check 'k' has no program"),
                        f -> assertThat(f).endsWith(" cron 'l' has no schedule"),
                        f ->
                                assertThat(f)
                                        .endsWith(
                                                "pause between two tries of exec 'm' is less than 0"),
                        f -> assertThat(f).endsWith("exec 'n' is not tried once at least"),
                        f -> assertThat(f).endsWith("within of check 'o' is not longer than 0"),
                        f -> assertThat(f).endsWith("within of check 'p' is not longer than 0"));
    }
}
