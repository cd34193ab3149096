package io.labctl.deploy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds each rule against the package {@code broken}, which breaks every one of them once. */
class EachRuleCanFailTest {
    private static final Architecture BROKEN =
            new Architecture("broken", Set.of("broken.master.Program"));
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("broken");

    @Test
    void an_agent_that_uses_the_master_is_found() {
        assertThat(violations(BROKEN.arrows_never_run_back()))
                .contains("broken.agent.ReadsTheClock", "broken.master.Program");
    }

    @Test
    void a_contract_that_uses_a_program_is_found() {
        assertThat(violations(BROKEN.arrows_never_run_back())).contains("broken.catalog.OrderBase");
    }

    @Test
    void a_program_that_reaches_past_the_machine_into_a_family_of_facts_is_found() {
        assertThat(violations(BROKEN.facts_are_asked_of_the_machine_only()))
                .contains("broken.agent.ReadsTheClock", "broken.facts.one.One");
    }

    @Test
    void two_packages_that_use_each_other_are_found() {
        assertThat(violations(BROKEN.packages_have_no_cycles())).contains("facts.one", "facts.two");
    }

    @Test
    void a_class_that_asks_for_the_time_or_rolls_dice_is_found() {
        assertThat(violations(BROKEN.time_and_chance_come_in_by_constructor()))
                .contains("Instant.now()", "UUID.randomUUID()", "java.util.Random.<init>")
                .contains("System.currentTimeMillis()", "Clock.systemUTC()");
    }

    @Test
    void a_feature_that_reads_the_environment_or_exits_is_found() {
        assertThat(violations(BROKEN.only_main_reads_the_environment_or_ends_the_program()))
                .contains("System.getenv(java.lang.String)", "System.exit(int)");
    }

    @Test
    void a_bag_name_is_found() {
        assertThat(violations(BROKEN.no_name_is_a_bag())).contains("OrderBase");
    }

    @Test
    void a_package_without_null_marks_is_found() {
        assertThat(violations(BROKEN.every_package_is_null_marked()))
                .contains("package broken.unmarked")
                .doesNotContain("package broken.agent");
    }

    @Test
    void a_composition_root_may_read_the_clock_and_the_environment() {
        assertThat(violations(BROKEN.time_and_chance_come_in_by_constructor()))
                .doesNotContain("broken.master.Program");
        assertThat(violations(BROKEN.only_main_reads_the_environment_or_ends_the_program()))
                .doesNotContain("broken.master.Program");
    }

    private static String violations(ArchRule rule) {
        return String.join("\n", rule.evaluate(CLASSES).getFailureReport().getDetails());
    }
}
