package io.labctl.agent.type.user;

import io.labctl.catalog.error.Conflict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a user's authorized_keys(5) that the catalog does not know.
 *
 * @param names what people know them by
 * @param trouble why they cannot be looked at: what a user makes of the home must not keep the rest
 *     of the account as it is
 */
record OtherKeys(List<String> names, @Nullable Conflict trouble) {
    static final OtherKeys NONE = new OtherKeys(List.of(), null);

    OtherKeys {
        names = List.copyOf(names);
    }
}
