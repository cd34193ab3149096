package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.IfGiven;
import io.labctl.catalog.resource.PackageName;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The packages that parts need on every machine are not to be absent. What a part needs only on
 * some is known when a server's catalog is compiled, and what rules of sudo or a time source need
 * when these are right: a rule may be absent, and the source may be of another program.
 */
final class NeededPackages {
    private NeededPackages() {}

    private static void check(
            SortedMap<PackageName, PackageState> packages, PackageName needed, String what) {
        if (PackageState.ABSENT.equals(packages.get(needed))) {
            throw InvalidInput.inField(
                    "packages", "package %s is absent, but %s".formatted(needed.value(), what));
        }
    }

    record OfHostname(SortedMap<PackageName, PackageState> packages, @IfGiven boolean hostname) {
        OfHostname {
            if (hostname) {
                check(packages, OwnName.PACKAGE, "hostname needs it");
            }
        }
    }

    record OfTimezone(SortedMap<PackageName, PackageState> packages, @IfGiven boolean timezone) {
        OfTimezone {
            if (timezone) {
                check(packages, TimeZoneName.PACKAGE, "timezone needs it");
            }
        }
    }

    record OfSudo(
            SortedMap<PackageName, PackageState> packages, SortedMap<SudoFileName, SudoRule> sudo) {
        OfSudo {
            if (sudo.values().stream().anyMatch(SudoRule::isPresent)) {
                check(packages, SudoRule.PACKAGE, "sudo has rules");
            }
        }
    }

    record OfTime(SortedMap<PackageName, PackageState> packages, Optional<TimeSync> time) {
        OfTime {
            time.ifPresent(each -> check(packages, each.packageName(), "time needs it"));
        }
    }

    record OfSshd(SortedMap<PackageName, PackageState> packages, @IfGiven boolean sshd) {
        OfSshd {
            if (sshd) {
                check(packages, Sshd.PACKAGE, "sshd has settings");
            }
        }
    }
}
