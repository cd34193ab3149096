package io.labctl.agent.type.pkg;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.LabException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which packages cannot be there together, by the lists as they are. */
final class Coexistence {
    private final Packages packages;

    Coexistence(Packages packages) {
        this.packages = packages;
    }

    /**
     * The first of these that would be in the way of the last one. Only those that are installed
     * with the same options can be asked for at once.
     */
    Optional<PackageChange.Installed> inTheWay(
            List<PackageChange.Installed> earlier, PackageChange.Installed last)
            throws IOException {
        List<PackageChange.Installed> alike =
                earlier.stream().filter(each -> each.options().equals(last.options())).toList();
        if (alike.isEmpty()
                || !isRefused(Stream.concat(alike.stream(), Stream.of(last)).toList())
                || isRefused(List.of(last))) {
            return Optional.empty();
        }
        for (PackageChange.Installed each : alike) {
            if (exclude(each, last)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** Whether the last one cannot come where the other does, which could without it. */
    boolean exclude(PackageChange.Installed other, PackageChange.Installed last)
            throws IOException {
        return other.options().equals(last.options())
                && isRefused(List.of(other, last))
                && !isRefused(List.of(other));
    }

    private boolean isRefused(List<PackageChange.Installed> together) throws IOException {
        try {
            packages.requireTogether(together);
            return false;
        } catch (Conflict _) {
            return true;
        } catch (LabException _) { // not to be told now, and an earlier change may bring the lists
            return false;
        }
    }
}
