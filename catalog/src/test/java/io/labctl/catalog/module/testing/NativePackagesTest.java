package io.labctl.catalog.module.testing;

import static io.labctl.catalog.module.testing.Declares.compiled;
import static io.labctl.catalog.module.testing.Declares.debian;
import static io.labctl.catalog.module.testing.Declares.faults;
import static io.labctl.catalog.module.testing.Declares.module;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.module.BoundModule;
import io.labctl.catalog.module.Compilation;
import io.labctl.catalog.module.Compiled;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.name.AgentId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A package's name stands for the one of the machine's own architecture, here amd64. */
class NativePackagesTest {
    private static final String HERE = "NativePackagesTest.java:[0-9]+";

    @Test
    void a_package_that_is_to_be_there_and_not_under_its_two_names_is_told_with_both_places() {
        var first = module("alpha", (_, plan) -> plan.pkg("htop").absent());
        var second = module("beta", (_, plan) -> plan.pkg("htop:amd64"));

        assertThat(faults(first, second))
                .singleElement()
                .asString()
                .matches(
                        ("module beta: %s: package\\[htop:amd64] is to be present, but"
                                        + " package\\[htop] of alpha \\(%s\\), the same on this"
                                        + " machine, is to be absent")
                                .formatted(HERE, HERE));
    }

    @Test
    void the_later_one_is_told_whichever_of_the_two_names_it_has() {
        var module =
                module(
                        "alpha",
                        (_, plan) -> {
                            plan.pkg("htop:amd64").version("3.2.2-2");
                            plan.pkg("htop").version("3.2.1-1");
                        });

        assertThat(faults(module))
                .singleElement()
                .asString()
                .contains("package[htop] is to be 3.2.1-1, but package[htop:amd64] of alpha")
                .endsWith("the same on this machine, is to be 3.2.2-2");
    }

    @Test
    void what_agrees_or_is_of_another_architecture_is_no_clash() {
        var module =
                module(
                        "alpha",
                        (_, plan) -> {
                            plan.pkg("htop:amd64").version("3.2.2-2");
                            plan.pkg("htop");
                            plan.pkg("libc6:i386").absent();
                            plan.pkg("libc6");
                        });

        assertThat(compiled(module)).isInstanceOf(Compiled.Done.class);
    }

    @Test
    void what_is_to_be_away_under_both_names_is_no_clash() {
        var module =
                module(
                        "alpha",
                        (_, plan) -> {
                            plan.pkg("htop:amd64").absent();
                            plan.pkg("htop").absent();
                        });

        assertThat(compiled(module)).isInstanceOf(Compiled.Done.class);
    }

    /** The fact keeps Facter's name, which outside amd64 and i386 is the kernel's. */
    @ParameterizedTest
    @CsvSource({
        "amd64, amd64",
        "amd64, all",
        "x86_64, amd64",
        "i386, i386",
        "i686, i386",
        "aarch64, arm64",
        "armv7l, armhf",
        "armv8l, armhf",
        "ppc64le, ppc64el",
        "riscv64, riscv64",
        "s390x, s390x",
        "loongarch64, loong64"
    })
    void packages_have_the_architectures_names_of_dpkg(String fact, String architecture) {
        var module =
                module(
                        "alpha",
                        (_, plan) -> {
                            plan.pkg("htop").absent();
                            plan.pkg("htop:" + architecture);
                            plan.pkg("curl").absent();
                            plan.pkg("curl:other");
                        });

        assertThat(Compilation.compile(nodeOf(fact), List.of(module)))
                .isInstanceOfSatisfying(
                        Compiled.Failed.class,
                        failed ->
                                assertThat(failed.faults())
                                        .singleElement()
                                        .extracting(Fault::sentence, STRING)
                                        .contains("package[htop:%s] is".formatted(architecture)));
    }

    /** On the Fedora family both facts and names are mostly the kernel's. */
    @ParameterizedTest
    @CsvSource({
        "x86_64, x86_64",
        "x86_64, noarch",
        "i386, i686",
        "aarch64, aarch64",
        "armv7l, armv7hl",
        "ppc64le, ppc64le"
    })
    void packages_have_the_architectures_names_of_rpm(String fact, String architecture) {
        var module =
                module(
                        "alpha",
                        (_, plan) -> {
                            plan.pkg("htop").absent();
                            plan.pkg("htop:" + architecture);
                            plan.pkg("curl");
                            plan.pkg("curl:amd64").absent();
                        });

        assertThat(Compilation.compile(nodeOf("RedHat", fact), List.of(module)))
                .isInstanceOfSatisfying(
                        Compiled.Failed.class,
                        failed ->
                                assertThat(failed.faults())
                                        .singleElement()
                                        .extracting(Fault::sentence, STRING)
                                        .contains("package[htop:%s] is".formatted(architecture)));
    }

    @Test
    void two_names_with_an_architecture_may_be_the_same_package_too() {
        var module =
                module(
                        "alpha",
                        (_, plan) -> {
                            plan.pkg("htop:all").absent();
                            plan.pkg("htop:amd64");
                            plan.pkg("curl:i386").absent();
                            plan.pkg("curl:all");
                        });

        assertThat(faults(module))
                .singleElement()
                .asString()
                .contains("package[htop:amd64] is to be present, but package[htop:all] of alpha");
    }

    /** As dnf(8) takes it; on the Debian family it stands for the machine's own one. */
    @Test
    void a_name_alone_that_is_to_be_away_clashes_with_every_architecture_on_the_fedora_family() {
        var module =
                module(
                        "alpha",
                        (_, plan) -> {
                            plan.pkg("glibc").absent();
                            plan.pkg("glibc:i686");
                        });

        assertThat(Compilation.compile(nodeOf("RedHat", "x86_64"), List.of(module)))
                .isInstanceOfSatisfying(
                        Compiled.Failed.class,
                        failed ->
                                assertThat(failed.faults())
                                        .singleElement()
                                        .extracting(Fault::sentence, STRING)
                                        .contains("package[glibc:i686] is to be present, but"));
        assertThat(Compilation.compile(nodeOf("Debian", "x86_64"), List.of(module)))
                .isInstanceOf(Compiled.Done.class);
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1.1", "'>= 1.0', '>= 1.0, < 2'", "latest, 1.0"})
    void versions_and_ranges_have_to_be_the_same_under_both_names(String one, String other) {
        var module =
                module(
                        "alpha",
                        (_, plan) -> {
                            plan.pkg("htop").version(one);
                            plan.pkg("htop:amd64").version(other);
                            plan.pkg("curl").version(one);
                            plan.pkg("curl:amd64").version(one);
                        });

        assertThat(faults(module))
                .singleElement()
                .asString()
                .contains("is to be %s, but".formatted(other))
                .endsWith("is to be " + one);
    }

    @Test
    void a_hold_is_no_clash_with_a_package_that_does_not_speak_of_one() {
        var agreeing =
                module(
                        "alpha",
                        (_, plan) -> {
                            plan.pkg("htop").hold();
                            plan.pkg("htop:amd64");
                        });
        var clashing =
                module(
                        "alpha",
                        (_, plan) -> {
                            plan.pkg("htop").hold();
                            plan.pkg("htop:amd64").notHeld();
                        });

        assertThat(faults(agreeing)).isEmpty();
        assertThat(faults(clashing))
                .singleElement()
                .asString()
                .contains("is to be present and not held, but")
                .endsWith("is to be present and held");
    }

    @Test
    void a_name_that_only_rpm_allows_is_a_fault_on_debian_only() {
        var module = module("alpha", (_, plan) -> plan.pkg("NetworkManager"));

        assertThat(faults(module))
                .singleElement()
                .asString()
                .contains("package 'NetworkManager' is no name on the Debian family");
        assertThat(Compilation.compile(nodeOf("RedHat", "x86_64"), List.of(module)))
                .isInstanceOf(Compiled.Done.class);
    }

    private static Node nodeOf(String architecture) {
        return nodeOf("Debian", architecture);
    }

    private static Node nodeOf(String family, String architecture) {
        return new Node(
                AgentId.parse("lab://agent/lab/dev/web1"),
                "web",
                Map.of(),
                new Facts(Map.of("os", Map.of("family", family, "architecture", architecture))));
    }

    @Test
    void only_a_package_wanted_in_two_ways_makes_a_compile_rest_on_the_architecture() {
        var one = module("alpha", (_, plan) -> plan.pkg("htop:amd64"));
        var other = module("beta", (_, plan) -> plan.pkg("htop").absent());

        assertThat(nodeThatCompiled(one).reads()).isEmpty();
        assertThat(nodeThatCompiled(one, other).reads())
                .containsOnlyKeys("os.architecture", "os.family");
    }

    private static Node nodeThatCompiled(BoundModule... modules) {
        Node node = debian();
        Compilation.compile(node, List.of(modules));
        return node;
    }
}
