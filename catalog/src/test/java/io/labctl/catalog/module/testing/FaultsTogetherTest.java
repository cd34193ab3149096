package io.labctl.catalog.module.testing;

import static io.labctl.catalog.module.testing.Declares.bound;
import static io.labctl.catalog.module.testing.Declares.module;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.secret.Secret;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** No fault of a compile hides another, and what was not heard is no fault. */
@SuppressWarnings("NullAway") // a module may have been compiled without it
class FaultsTogetherTest {
    private static final ResourceId NGINX = ResourceId.parse("package[nginx]");

    @Test
    void a_value_that_is_refused_at_once_hides_no_other_fault_before_or_after_it() {
        assertThat(
                        faults(
                                plan -> {
                                    plan.line("/etc/a", "a=1");
                                    plan.line("/etc/a", "b=1").matching("^a=");
                                    plan.line("/etc/a", "c").matching("(");
                                    plan.cron("bad name").schedule("* * *");
                                    plan.file("/etc/x").mode(null).owner("a b");
                                    plan.file("/etc/y").content("a").source("b").mode("9");
                                    plan.file("/etc/z").source("nope.txt");
                                    plan.directory("/etc/d").source("nope");
                                    plan.user("u").groups(List.of("a")).onlyGroups(List.of("b"));
                                    plan.user("u3").password(new Secret("plain"));
                                    plan.host("h").ip("10.0.0.1").ip("10.0.0.2");
                                    plan.file("/etc/v").validate("true");
                                    plan.pkg("htop").tag("a tag");
                                    plan.service("s").restartOn(plan.pkg("s1"), null);
                                    plan.pkg("-");
                                }))
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).contains("line[/etc/a: b=1]", "line[/etc/a: a=1]"),
                        one -> assertThat(one).contains("'('"),
                        one -> assertThat(one).contains("cron name 'bad name'"),
                        one -> assertThat(one).contains("file[/etc/x] is given null for mode"),
                        one -> assertThat(one).contains("owner 'a b' is not an account name"),
                        one -> assertThat(one).contains("[/etc/y] is given both content and sour"),
                        one -> assertThat(one).contains("no files/b"),
                        one -> assertThat(one).contains("mode '9' is not 3 or 4 octal digits"),
                        one -> assertThat(one).contains("no files/nope.txt"),
                        one -> assertThat(one).contains("no folder files/nope"),
                        one -> assertThat(one).contains("user[u] is given both groups and only"),
                        one -> assertThat(one).contains("password is not a hash"),
                        one -> assertThat(one).contains("host[h] is given two addresses"),
                        one -> assertThat(one).contains("file[/etc/v] is validated by 'true'"),
                        one -> assertThat(one).contains("'a tag'"),
                        one -> assertThat(one).contains("service[s] is given null for restartOn"),
                        one -> assertThat(one).contains("package '-' is not a package's name"));
    }

    @Test
    void a_refused_value_is_told_with_its_own_line() {
        var file = new RuntimeException[1];

        List<String> faults =
                faults(
                        plan -> {
                            var motd = plan.file("/etc/motd");
                            file[0] = new RuntimeException();
                            motd.content((String) null);
                        });

        int line = file[0].getStackTrace()[0].getLineNumber() + 1;
        assertThat(faults)
                .singleElement()
                .asString()
                .startsWith("module alpha: FaultsTogetherTest.java:%d: ".formatted(line));
    }

    @Test
    void what_a_module_declared_before_it_broke_off_is_judged() {
        var thrower =
                module(
                        "alpha",
                        (node, plan) -> {
                            plan.line("/etc/a", "a=1");
                            plan.line("/etc/a", "b=1").matching("^a=");
                            plan.cron("bad name").schedule("@daily").command("x");
                            plan.file("/etc/motd").content("a").source("b");
                            plan.pkg("htop");
                            plan.file("/etc/issue").mode("9").content(node.text("no.such"));
                        });
        var other = module("beta", (_, plan) -> plan.pkg("htop"));

        assertThat(Declares.faults(thrower, other))
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).contains("this machine has no fact 'no.such'"),
                        one -> assertThat(one).contains("line[/etc/a: b=1]", "line[/etc/a: a=1]"),
                        one -> assertThat(one).contains("cron name 'bad name'"),
                        one -> assertThat(one).contains("given both content and source"),
                        one -> assertThat(one).contains("no files/b"),
                        one -> assertThat(one).contains("mode '9' is not 3 or 4 octal digits"),
                        one -> assertThat(one).contains("package[htop] is already declared"));
    }

    @Test
    void what_a_module_that_broke_off_did_not_come_to_say_is_no_fault() {
        var thrower =
                module(
                        "alpha",
                        (node, plan) -> {
                            var job = plan.cron("job").schedule("@daily");
                            plan.directory("/srv").absent();
                            plan.directory("/srv/app").mode(node.text("no.such")).absent();
                            job.command("x");
                            plan.pkg("nginx");
                        });
        var other = module("beta", (_, plan) -> plan.service("nginx").after(NGINX));

        assertThat(Declares.faults(thrower, other))
                .singleElement()
                .asString()
                .contains("this machine has no fact 'no.such'");
    }

    @Test
    void what_was_refused_is_not_said_to_be_missing() {
        assertThat(
                        faults(
                                plan -> {
                                    plan.cron("job").schedule("@daily").command(null);
                                    plan.authorizedKey("ada", "laptop").key(null);
                                    plan.directory(null).source("conf").modeBelow(null);
                                    plan.mount("/mnt").pass(1).options((String[]) null);
                                    plan.service("nginx").after(plan.pkg("nginx").version(null));
                                    plan.service("cron").after(NGINX);
                                }))
                .allSatisfy(each -> assertThat(each).contains(" is given null for "))
                .hasSize(6);
    }

    @Test
    void two_settings_that_contradict_each_other_are_told_of_a_resource_without_a_name_too() {
        assertThat(faults(plan -> plan.file(null).content("a").source("conf/a")))
                .satisfiesExactly(
                        one -> assertThat(one).contains("file[null] is given null for path"),
                        two -> assertThat(two).contains("file[null] is given both content and "));
    }

    @Test
    void the_numbers_of_a_resource_are_judged_beside_what_was_refused() {
        assertThat(
                        faults(
                                plan -> {
                                    plan.mount("/a")
                                            .device("a")
                                            .type("b")
                                            .pass(-1)
                                            .options("", null);
                                    plan.user("ada").passwordMaxDays(-2).comment(null);
                                }))
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).contains("mount[/a] is given null for options"),
                        one -> assertThat(one).contains("pass -1 is not 0 to"),
                        one -> assertThat(one).contains("user[ada] is given null for comment"),
                        one -> assertThat(one).contains("max-days -2 is not -1 to"));
    }

    @Test
    void a_part_that_broke_off_leaves_the_others_whole() {
        var broken =
                bound(
                        "alpha",
                        new LabModule() {
                            @Override
                            public void install(Node node, Plan plan) {
                                node.text("no.such");
                            }

                            @Override
                            public void configure(Node node, Plan plan) {
                                plan.cron("job").schedule("@daily");
                            }
                        });

        assertThat(Declares.faults(broken))
                .satisfiesExactly(
                        one -> assertThat(one).contains("this machine has no fact 'no.such'"),
                        two -> assertThat(two).contains("cron 'job' has no command"));
    }

    private static List<String> faults(Consumer<Plan> how) {
        return Declares.faults(
                module("alpha", FakeFiles.of("conf/a"), (_, plan) -> how.accept(plan)));
    }
}
