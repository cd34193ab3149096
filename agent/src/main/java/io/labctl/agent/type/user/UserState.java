package io.labctl.agent.type.user;

import io.labctl.agent.machine.Accounts;
import java.util.List;

/** What was found of an account. */
sealed interface UserState {
    record Missing() implements UserState {}

    /**
     * An account.
     *
     * @param group the primary group's name
     * @param groups all groups that it is in, the primary one included
     */
    record Found(Accounts.User user, String group, List<String> groups) implements UserState {
        public Found {
            groups = List.copyOf(groups);
        }
    }
}
