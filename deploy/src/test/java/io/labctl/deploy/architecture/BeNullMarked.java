package io.labctl.deploy.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** The package-info of a class's package says {@code @NullMarked}, so that NullAway looks at it. */
final class BeNullMarked extends ArchCondition<JavaClass> {
    BeNullMarked() {
        super("be in a package marked @NullMarked");
    }

    @Override
    public void check(JavaClass each, ConditionEvents events) {
        boolean marked = each.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
                new SimpleConditionEvent(
                        each,
                        marked,
                        "package %s of %s is %s"
                                .formatted(
                                        each.getPackageName(),
                                        each.getSimpleName(),
                                        marked ? "marked" : "not marked @NullMarked")));
    }
}
