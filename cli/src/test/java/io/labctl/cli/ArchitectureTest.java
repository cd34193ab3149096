package io.labctl.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.labctl.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule labctl_knows_neither_the_master_nor_the_agent =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.labctl.master..", "io.labctl.agent..");

    @ArchTest
    static final ArchRule time_comes_in_by_constructor =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(Clock.class, "systemDefaultZone");

    @ArchTest
    static final ArchRule only_the_composition_root_reads_the_environment =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName(Labctl.class.getName())
                    .should()
                    .callMethod(System.class, "getenv")
                    .orShould()
                    .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule features_have_no_cycles =
            slices().matching("io.labctl.cli.(*)..").should().beFreeOfCycles();
}
