package io.labctl.module.baseserver;

import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.ForKey;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.AccountName;
import io.labctl.catalog.resource.AccountNumber;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.Presence;
import java.util.Optional;

/**
 * A local group.
 *
 * @param gid chosen by the system unless given
 * @param system whether a new group gets a number from the system's range
 */
public record Group(
        @Default("present") Presence ensure,
        Optional<AccountNumber> gid,
        @Default("false") boolean system)
        implements ForKey {
    @Override
    public void check(String name) {
        GroupResource.checkPresence(name, ensure);
    }

    void declare(Plan plan, AccountName name) {
        var group = plan.group(name.value());
        gid.map(AccountNumber::value).ifPresent(group::gid);
        if (system) {
            group.system();
        }
        if (ensure == Presence.ABSENT) {
            group.absent();
        }
    }
}
