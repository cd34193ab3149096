package io.labctl.agent.type.user;

import io.labctl.agent.machine.Accounts;
import java.util.List;

/**
 * An account as it was found.
 *
 * @param group the primary group's name
 * @param groups all groups that it is in, the primary one included
 */
record Account(Accounts.User user, String group, List<String> groups) {
    Account {
        groups = List.copyOf(groups);
    }
}
