package io.labctl.agent.type.user;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.report.Change;
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
    static final OtherKeys NONE = new OtherKeys(List.of(), List.of(), null);

    OtherKeys {
        names = List.copyOf(names);
        access = List.copyOf(access);
    }

    /** Whether there is nothing to take away and nothing to set right. */
    boolean isNothing() {
        return names.isEmpty() && access.isEmpty();
    }
}
