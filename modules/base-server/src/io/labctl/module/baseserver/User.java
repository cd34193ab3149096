package io.labctl.module.baseserver;

import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.module.UserDeclaration;
import io.labctl.catalog.resource.Presence;
import java.util.List;
import java.util.Optional;

/**
 * A local account. What is not given is left as the machine has it.
 *
 * @param uid chosen by the system unless given
 * @param group the primary group
 * @param groups supplementary groups; others that the account is in stay
 * @param home an absolute path
 * @param shell an absolute path
 * @param comment the full name
 * @param system whether a new account gets a number from the system's range
 * @param manageHome whether the home directory comes and goes with the account
 */
public record User(
        @Default("present") Presence ensure,
        Optional<Long> uid,
        Optional<String> group,
        @Default List<String> groups,
        Optional<String> home,
        Optional<String> shell,
        Optional<String> comment,
        @Default("false") boolean system,
        @Default("true") boolean manageHome) {
    void declare(Plan plan, String name) {
        UserDeclaration user = plan.user(name).groups(groups);
        uid.ifPresent(user::uid);
        group.ifPresent(user::group);
        home.ifPresent(user::home);
        shell.ifPresent(user::shell);
        comment.ifPresent(user::comment);
        if (system) {
            user.system();
        }
        if (manageHome) {
            user.manageHome();
        }
        if (ensure == Presence.ABSENT) {
            user.absent();
        }
    }
}
