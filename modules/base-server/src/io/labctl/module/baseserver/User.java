package io.labctl.module.baseserver;

import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.module.UserDeclaration;
import io.labctl.catalog.resource.AccountName;
import io.labctl.catalog.resource.AccountNumber;
import io.labctl.catalog.resource.AccountPath;
import io.labctl.catalog.resource.AccountText;
import io.labctl.catalog.resource.Presence;
import java.util.List;
import java.util.Optional;

/**
 * A local account. What is not given is left as the machine has it.
 *
 * @param uid chosen by the system unless given
 * @param group the primary group
 * @param groups supplementary groups; others that the account is in stay
 * @param home made and removed with the account unless {@code manageHome} says otherwise
 * @param shell what runs at a log-in
 * @param comment the full name
 * @param system whether a new account gets a number from the system's range
 * @param manageHome whether the home directory comes and goes with the account
 */
public record User(
        @Default("present") Presence ensure,
        Optional<AccountNumber> uid,
        Optional<AccountName> group,
        @Default List<AccountName> groups,
        Optional<AccountPath> home,
        Optional<AccountPath> shell,
        Optional<AccountText> comment,
        @Default("false") boolean system,
        @Default("true") boolean manageHome) {
    void declare(Plan plan, AccountName name) {
        UserDeclaration user =
                plan.user(name.value()).groups(groups.stream().map(AccountName::value).toList());
        uid.map(AccountNumber::value).ifPresent(user::uid);
        group.map(AccountName::value).ifPresent(user::group);
        home.map(AccountPath::value).ifPresent(user::home);
        shell.map(AccountPath::value).ifPresent(user::shell);
        comment.map(AccountText::value).ifPresent(user::comment);
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
