package io.labctl.deploy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /** A composition root may have its process's edge in a class beside it; each is named here. */
    private static final Set<String> MAINS =
            Set.of(
                    "io.labctl.agent.AgentParts",
                    "io.labctl.agent.CleanEnd",
                    "io.labctl.agent.LabAgent",
                    "io.labctl.agent.Surroundings",
                    "io.labctl.bastion.LabBastion",
                    "io.labctl.cli.Labctl",
                    "io.labctl.master.Labd",
                    "io.labctl.master.CleanEnd",
                    "io.labctl.master.LabdCommand",
                    "io.labctl.master.worker.ModuleWorker");

    private static final Architecture LABCTL = new Architecture("io.labctl", MAINS);
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.labctl");

    @Test
    void the_rules_look_at_the_real_code() {
        assertThat(CLASSES.contain("io.labctl.catalog.Catalog")).isTrue();
        assertThat(CLASSES.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void arrows_never_run_back() {
        LABCTL.arrows_never_run_back().check(CLASSES);
    }

    @Test
    void facts_are_asked_of_the_machine_only() {
        LABCTL.facts_are_asked_of_the_machine_only().check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        LABCTL.packages_have_no_cycles().check(CLASSES);
    }

    @Test
    void time_and_chance_come_in_by_constructor() {
        LABCTL.time_and_chance_come_in_by_constructor().check(CLASSES);
    }

    @Test
    void only_main_reads_the_environment_or_ends_the_program() {
        LABCTL.only_main_reads_the_environment_or_ends_the_program().check(CLASSES);
    }

    @Test
    void no_name_is_a_bag() {
        LABCTL.no_name_is_a_bag().check(CLASSES);
    }

    @Test
    void every_package_is_null_marked() {
        LABCTL.every_package_is_null_marked().check(CLASSES);
    }
}
