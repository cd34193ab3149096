package io.labctl.deploy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules of the code's shape. They are about the packages below one root, so that a test can
 * hold them against code that breaks them.
 *
 * @param root the package that holds the parts, {@code io.labctl}
 * @param mains the composition roots: the only classes that may touch the process they run in
 */
record Architecture(String root, Set<String> mains) {

    /** Which parts a part may use, besides itself. An arrow never runs back. */
    private static final Map<String, Set<String>> ARROWS =
            new TreeMap<>(
                    Map.of(
                            "facts", Set.of(),
                            "catalog", Set.of("facts"),
                            "module", Set.of("catalog"),
                            "agent", Set.of("facts", "catalog"),
                            "master", Set.of("catalog", "module"),
                            "cli", Set.of("catalog"),
                            "bastion", Set.of("catalog")));

    private static final Set<String> READS_TIME_OR_CHANCE =
            Set.of(
                    "java.time.Clock.systemDefaultZone",
                    "java.time.Clock.systemUTC",
                    "java.lang.System.currentTimeMillis",
                    "java.lang.Math.random",
                    "java.util.UUID.randomUUID",
                    "java.util.concurrent.ThreadLocalRandom.current",
                    "java.util.Random.<init>",
                    "java.util.Date.<init>");

    private static final Set<String> BELONGS_TO_MAIN =
            Set.of(
                    "java.lang.System.getenv",
                    "java.lang.System.exit",
                    "java.lang.Runtime.exit",
                    "java.lang.Runtime.halt");

    private static final String BAG_NAME = ".*(Utils?|Helpers?|Managers?|Impl|Base|Processors?)";

    ArchRule arrows_never_run_back() {
        List<ArchRule> rules = new ArrayList<>();
        ARROWS.forEach(
                (part, allowed) ->
                        rules.add(
                                noClasses()
                                        .that()
                                        .resideInAPackage(inside(part))
                                        .should()
                                        .dependOnClassesThat()
                                        .resideInAnyPackage(forbidden(part, allowed))
                                        .allowEmptyShould(true)));
        return CompositeArchRule.of(rules);
    }

    private static boolean mayUse(String part, Set<String> allowed, String other) {
        return part.equals(other) || allowed.contains(other);
    }

    private String[] forbidden(String part, Set<String> allowed) {
        return ARROWS.keySet().stream()
                .filter(other -> !mayUse(part, allowed, other))
                .map(this::inside)
                .toArray(String[]::new);
    }

    private String inside(String part) {
        return root + "." + part + "..";
    }

    /** The families of facts are the machine's own affair: it alone puts them together. */
    ArchRule facts_are_asked_of_the_machine_only() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(inside("facts"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".facts.(*)..");
    }

    ArchRule packages_have_no_cycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    ArchRule time_and_chance_come_in_by_constructor() {
        return noClasses()
                .that(not(areMains()))
                .should()
                .callCodeUnitWhere(target(READS_TIME_OR_CHANCE))
                .orShould()
                .callCodeUnitWhere(readsTheClockItself());
    }

    ArchRule only_main_reads_the_environment_or_ends_the_program() {
        return noClasses()
                .that(not(areMains()))
                .should()
                .callCodeUnitWhere(target(BELONGS_TO_MAIN));
    }

    ArchRule no_name_is_a_bag() {
        return noClasses().should().haveNameMatching(BAG_NAME);
    }

    ArchRule every_package_is_null_marked() {
        return ArchRuleDefinition.classes().should(new BeNullMarked());
    }

    private DescribedPredicate<JavaClass> areMains() {
        return describe("composition roots", each -> mains.contains(outermost(each)));
    }

    private static String outermost(JavaClass nested) {
        return nested.getEnclosingClass().map(Architecture::outermost).orElse(nested.getName());
    }

    private static DescribedPredicate<JavaCall<?>> target(Set<String> names) {
        return describe("one of " + names, call -> names.contains(nameOf(call.getTarget())));
    }

    /** {@code now()} of any date or time type; {@code now(clock)} is as it should be. */
    private static DescribedPredicate<JavaCall<?>> readsTheClockItself() {
        return describe(
                "now() without a clock",
                call ->
                        call.getTargetOwner().getPackageName().equals("java.time")
                                && call.getName().equals("now")
                                && call.getTarget().getRawParameterTypes().isEmpty());
    }

    private static String nameOf(CodeUnitCallTarget target) {
        return target.getOwner().getName() + "." + target.getName();
    }
}
