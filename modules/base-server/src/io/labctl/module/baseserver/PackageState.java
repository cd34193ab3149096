package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.PackageDeclaration;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import io.labctl.catalog.resource.PackageName;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.VersionRange;
import java.util.List;

/**
 * What is wanted of a package.
 *
 * @param value {@code present}, {@code absent}, {@code latest}, an exact version or a {@link
 *     VersionRange}
 */
public record PackageState(String value) {
    static final PackageState PRESENT = new PackageState("present");
    static final PackageState ABSENT = new PackageState("absent");

    public PackageState {
        List<String> words = List.of("present", "absent", PackageResource.LATEST);
        if (!words.contains(value)) {
            if (!VersionRange.isOne(value)) {
                throw new InvalidInput(
                        "'%s' is neither present, absent, latest nor a version or range, such as '>= 1.22, < 1.26'%s"
                                .formatted(Printable.of(value), Suggestion.hint(value, words)));
            }
            VersionRange.parse(value);
        }
    }

    void declare(Plan plan, PackageName name) {
        PackageDeclaration declared = plan.pkg(name.value());
        if (equals(ABSENT)) {
            declared.absent();
        } else if (!equals(PRESENT)) {
            declared.version(value);
        }
    }
}
