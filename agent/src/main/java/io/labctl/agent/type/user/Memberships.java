package io.labctl.agent.type.user;

import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.UserResource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The supplementary groups of an account, as they are wanted and as they were found. */
final class Memberships {
    private Memberships() {}

    static Optional<Change> change(UserResource wanted, Account found) {
        Set<String> now = new TreeSet<>(found.memberships());
        Set<String> then = new TreeSet<>(wanted.groups());
        if (!wanted.onlyGroups()) {
            then.addAll(now);
        }
        // The primary group need not list its own.
        String primary = wanted.group() != null ? wanted.group() : found.group();
        boolean enough = with(now, primary).containsAll(wanted.groups());
        boolean tooMuch = wanted.onlyGroups() && !with(then, primary).containsAll(now);
        return enough && !tooMuch
                ? Optional.empty()
                : Optional.of(Change.of("groups", told(now), told(then)));
    }

    private static Set<String> with(Set<String> groups, String primary) {
        var all = new TreeSet<>(groups);
        all.add(primary);
        return all;
    }

    private static @Nullable String told(Set<String> groups) {
        return groups.isEmpty() ? null : String.join(",", groups);
    }
}
