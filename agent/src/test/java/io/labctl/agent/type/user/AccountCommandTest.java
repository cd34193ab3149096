package io.labctl.agent.type.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.UserResource;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountCommandTest {
    private static final UserResource APP = Wanted.user("app", "/bin/sh", List.of("adm", "www"));

    @Test
    void a_new_account_gets_all_that_is_wanted() {
        assertThat(AccountCommand.add(APP, false))
                .containsExactly(
                        "useradd",
                        "--create-home",
                        "--system",
                        "--groups",
                        "adm,www",
                        "--home-dir",
                        "/srv/app",
                        "--shell",
                        "/bin/sh",
                        "--comment",
                        "made by a test",
                        "app");
    }

    @Test
    void a_new_account_joins_the_group_that_has_its_name_already() {
        assertThat(AccountCommand.add(APP, true)).containsSequence("--gid", "app");
    }

    @Test
    void only_what_differs_is_modified() {
        var changes =
                List.of(
                        Change.of("groups", "app", "adm,app,www"),
                        Change.of("home", "/home/app", "/srv/app"));

        assertThat(AccountCommand.modify(APP, changes, true))
                .containsExactly(
                        "usermod",
                        "--append",
                        "--groups",
                        "adm,www",
                        "--home",
                        "/srv/app",
                        "--move-home",
                        "app");
    }
}
