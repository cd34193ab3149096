package io.labctl.agent.type.user;

import io.labctl.agent.machine.Accounts;
import java.util.List;

/**
 * An account as it was found.
 *
 * @param group the primary group's name
 * @param memberships the groups that list it as a member; the primary one may be among them
 * @param shadow read only where something of it is wanted
 * @param otherKeys the ssh keys that are to go
 */
record Account(
        Accounts.User user,
        String group,
        List<String> memberships,
        ShadowLine shadow,
        OtherKeys otherKeys) {
    Account {
        memberships = List.copyOf(memberships);
    }
}
