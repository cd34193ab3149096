package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import io.labctl.catalog.resource.PackageName;
import java.time.ZoneId;
import java.util.Set;

/**
 * A time zone of the tz database.
 *
 * @param value such as {@code Europe/Berlin}
 */
public record TimeZoneName(String value) implements ForFamily {
    static final PackageName PACKAGE = new PackageName("tzdata");

    public TimeZoneName {
        Set<String> known = ZoneId.getAvailableZoneIds();
        // Java's own SystemV zones are no files of the machine.
        if (!known.contains(value) || value.startsWith("SystemV/")) {
            throw new InvalidInput(
                    "'%s' is not a time zone, such as Europe/Berlin or Etc/UTC%s"
                            .formatted(Printable.of(value), Suggestion.hint(value, known)));
        }
    }

    void declare(Plan plan, Node node) {
        plan.symlink("/etc/localtime", "/usr/share/zoneinfo/" + value).after(PACKAGE.id());
        if (Family.of(node) == Family.DEBIAN) {
            plan.file("/etc/timezone")
                    .owner("root")
                    .group("root")
                    .mode("0644")
                    .content(value + "\n")
                    .after(PACKAGE.id());
        }
    }
}
