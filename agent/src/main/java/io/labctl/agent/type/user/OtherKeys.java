package io.labctl.agent.type.user;

import io.labctl.catalog.error.Conflict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ssh keys of a user that the catalog does not know.
 *
 * @param names their comments, or their types where they have none
 * @param trouble why they cannot be looked at: what a user makes of the home must not keep the rest
 *     of the account as it is
 */
record OtherKeys(List<String> names, @Nullable Conflict trouble) {
    static final OtherKeys NONE = new OtherKeys(List.of(), null);

    OtherKeys {
        names = List.copyOf(names);
    }
}
