package io.labctl.agent.type;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ResourceTypePackagesTest {
    private static final JavaClasses AGENT =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.labctl.agent");

    @Test
    void no_type_knows_another() {
        slices().matching("io.labctl.agent.type.(*)..")
                .should()
                .notDependOnEachOther()
                .check(AGENT);
    }

    @Test
    void the_applier_knows_no_type() {
        noClasses()
                .that()
                .resideInAnyPackage("io.labctl.agent.apply", "io.labctl.agent.machine")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.labctl.agent.type..")
                .check(AGENT);
    }
}
