package io.labctl.agent.type.user;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.report.Change;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a user's authorized_keys(5) that the catalog does not know.
 *
 * @param names what people know them by
 * @param access what sshd(8) would refuse of the files that hold them, and what it becomes
 * @param trouble why they cannot be looked at: what a user makes of the home must not keep the rest
 *     of the account as it is
 */
record OtherKeys(List<String> names, List<Change> access, @Nullable Conflict trouble) {
    private static final String PROPERTY = "other keys";
    private static final Change UNKNOWN = Change.of(PROPERTY, "unknown", null);

    static final OtherKeys NONE = new OtherKeys(List.of(), List.of(), null);

    OtherKeys {
        names = List.copyOf(names);
        access = List.copyOf(access);
    }

    /** Whether there is nothing to take away and nothing to set right. */
    boolean isNothing() {
        return names.isEmpty() && access.isEmpty();
    }

    /** What becomes of them. */
    List<Change> changes() {
        if (trouble != null) {
            return List.of(UNKNOWN);
        }
        var changes = new ArrayList<Change>();
        if (!names.isEmpty()) {
            changes.add(Change.of(PROPERTY, String.join(", ", names), null));
        }
        changes.addAll(access);
        return changes;
    }

    /** Whether it is what becomes of those that cannot be looked at. */
    static boolean isUnknown(Change change) {
        return change.equals(UNKNOWN);
    }

    /**
     * Refuses those that cannot be looked at.
     *
     * @throws Conflict that tells why
     */
    void requireKnown() {
        if (trouble != null) {
            throw trouble;
        }
    }
}
