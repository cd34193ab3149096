package io.labctl.catalog.module.testing;

import static io.labctl.catalog.module.testing.Declares.faults;
import static io.labctl.catalog.module.testing.Declares.module;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.module.Plan;
import io.labctl.catalog.secret.Secret;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two settings of one declaration that cannot both hold. */
class ContradictionsTest {
    private static final LocalDate DAY = LocalDate.of(2027, 1, 31);

    static Stream<Arguments> contradictions() {
        return Stream.of(
                said("exec[e]", "command and shell", p -> p.exec("e").command("a").shell("b")),
                said("exec[e]", "shell and command", p -> p.exec("e").shell("b").command("a")),
                said(
                        "user[ada]",
                        "expires and neverExpires",
                        p -> p.user("ada").expires(DAY).neverExpires()),
                said(
                        "user[ada]",
                        "neverExpires and expires",
                        p -> p.user("ada").neverExpires().expires(DAY)),
                said(
                        "package[htop]",
                        "version and latest",
                        p -> p.pkg("htop").version("1").latest()),
                said(
                        "package[htop]",
                        "latest and version",
                        p -> p.pkg("htop").latest().version("1")),
                said(
                        "mount[/srv]",
                        "unmounted and defined",
                        p -> p.mount("/srv").unmounted().defined()),
                said(
                        "mount[/srv]",
                        "defined and unmounted",
                        p -> p.mount("/srv").defined().unmounted()),
                said("mount[/srv]", "absent and defined", p -> p.mount("/srv").absent().defined()),
                said("file[/a]", "source and content", p -> p.file("/a").source("a").content("x")),
                said(
                        "file[/a]",
                        "content and source",
                        p -> p.file("/a").content(new byte[] {-1}).source("a")),
                said(
                        "user[ada]",
                        "groups and onlyGroups",
                        p -> p.user("ada").groups(List.of("adm")).onlyGroups(List.of("sudo"))),
                said(
                        "user[ada]",
                        "onlyGroups and groups",
                        p -> p.user("ada").onlyGroups(List.of()).groups(List.of("adm"))),
                said("user[ada]", "locked and unlocked", p -> p.user("ada").locked().unlocked()),
                said("user[ada]", "unlocked and locked", p -> p.user("ada").unlocked().locked()),
                said(
                        "user[ada]",
                        "password * and unlocked",
                        p -> p.user("ada").password(new Secret("*")).unlocked()),
                said(
                        "user[ada]",
                        "unlocked and password *",
                        p -> p.user("ada").unlocked().password(new Secret("*"))),
                said("service[s]", "running and stopped", p -> p.service("s").running().stopped()),
                said("service[s]", "stopped and running", p -> p.service("s").stopped().running()),
                said(
                        "service[s]",
                        "enabled and disabled",
                        p -> p.service("s").enabled().disabled()),
                said(
                        "service[s]",
                        "disabled and enabled",
                        p -> p.service("s").disabled().enabled()),
                said(
                        "service[s]",
                        "masked and notMasked",
                        p -> p.service("s").masked().notMasked()),
                said(
                        "service[s]",
                        "notMasked and masked",
                        p -> p.service("s").notMasked().masked()),
                said("package[htop]", "hold and notHeld", p -> p.pkg("htop").hold().notHeld()),
                said("package[htop]", "notHeld and hold", p -> p.pkg("htop").notHeld().hold()),
                said(
                        "package[htop]",
                        "absent and version",
                        p -> p.pkg("htop").absent().version("1")),
                said(
                        "package[htop]",
                        "version and absent",
                        p -> p.pkg("htop").version("1").absent()),
                said("package[htop]", "absent and latest", p -> p.pkg("htop").absent().latest()),
                said("package[htop]", "latest and absent", p -> p.pkg("htop").latest().absent()),
                said(
                        "group[ops]",
                        "members and onlyMembers",
                        p -> p.group("ops").members(List.of("ada")).onlyMembers(List.of("bob"))),
                said(
                        "group[ops]",
                        "onlyMembers and members",
                        p -> p.group("ops").onlyMembers(List.of()).members(List.of("ada"))),
                said(
                        "line[/a: b]",
                        "create and ifFileExists",
                        p -> p.line("/a", "b").create().ifFileExists()),
                said(
                        "line[/a: b]",
                        "ifFileExists and create",
                        p -> p.line("/a", "b").ifFileExists().create()),
                said("directory[/a]", "purge and absent", p -> p.directory("/a").purge().absent()),
                said(
                        "directory[/a]",
                        "absent and purge",
                        p -> p.directory("/a").absent().purge("*.local")),
                said("service[s]", "masked and running", p -> p.service("s").masked().running()),
                said("service[s]", "running and masked", p -> p.service("s").running().masked()),
                said("service[s]", "masked and enabled", p -> p.service("s").masked().enabled()),
                said("service[s]", "enabled and masked", p -> p.service("s").enabled().masked()),
                said(
                        "sysctl[vm.swappiness]",
                        "runtimeOnly and persistentOnly",
                        p -> p.sysctl("vm.swappiness", "1").runtimeOnly().persistentOnly()),
                said(
                        "sysctl[vm.swappiness]",
                        "persistentOnly and runtimeOnly",
                        p -> p.sysctl("vm.swappiness", "1").persistentOnly().runtimeOnly()));
    }

    private static Arguments said(String what, String both, Consumer<Plan> how) {
        return Arguments.of(what, both, how);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("contradictions")
    void are_refused_with_both_names(String what, String both, Consumer<Plan> how) {
        assertThat(faults(module("alpha", FakeFiles.of("a"), (_, plan) -> how.accept(plan))))
                .singleElement()
                .asString()
                .startsWith("module alpha: ContradictionsTest.java:")
                .endsWith(": %s is given both %s: leave one of them out".formatted(what, both));
    }

    @Test
    void a_home_is_managed_for_one_user() {
        assertThat(
                        faults(
                                module(
                                        "alpha",
                                        (_, plan) -> {
                                            plan.user("ada").home("/srv/home").manageHome();
                                            plan.user("bob").home("/srv/home").manageHome();
                                        })))
                .singleElement()
                .asString()
                .contains(": user[bob] manages the home '/srv/home', which user[ada] of ");
    }

    @Test
    void a_name_has_one_address() {
        assertThat(faults(module("alpha", (_, plan) -> plan.host("db").ip("10.0.0.1").ip("::2"))))
                .singleElement()
                .asString()
                .endsWith(
                        ": host[db] is given two addresses, 10.0.0.1 and ::2: declare the second"
                                + " under another name, with this one as its alias");
    }

    @Test
    void a_name_of_a_host_stands_once_in_its_line() {
        assertThat(faults(module("alpha", (_, plan) -> plan.host("db").aliases(List.of("DB")))))
                .singleElement()
                .asString()
                .endsWith(": alias 'DB' of host 'db' is its name: leave it out");
        assertThat(faults(module("alpha", (_, plan) -> plan.host("db").aliases(List.of("a", "A")))))
                .singleElement()
                .asString()
                .endsWith(": alias 'A' of host 'db' is given twice");
    }

    @Test
    void a_validation_that_does_not_look_at_the_file_is_refused() {
        assertThat(faults(module("alpha", (_, plan) -> plan.file("/a").validate("true", "x"))))
                .singleElement()
                .asString()
                .endsWith(
                        ": file[/a] is validated by 'true x', which does not look at it: name {file} in an argument");
    }
}
