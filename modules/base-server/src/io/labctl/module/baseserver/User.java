package io.labctl.module.baseserver;

import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.ForKey;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.module.UserDeclaration;
import io.labctl.catalog.resource.AccountName;
import io.labctl.catalog.resource.AccountNumber;
import io.labctl.catalog.resource.AccountPath;
import io.labctl.catalog.resource.AccountText;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.UserResource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A local account. What is not given is left as the machine has it.
 *
 * @param uid chosen by the system unless given
 * @param group the primary group
 * @param groups supplementary groups; others that the account is in stay unless {@code onlyGroups}
 *     says otherwise
 * @param home made and removed with the account unless {@code manageHome} says otherwise
 * @param shell what runs at a log-in
 * @param comment the full name
 * @param system whether a new account gets a number from the system's range
 * @param manageHome whether the home directory comes and goes with the account
 * @param onlyGroups whether it leaves all groups that are not given
 * @param locked whether nobody can log in by its password
 * @param expires the day from which on it is of no use
 * @param keys with which somebody may log in by ssh, by their names
 * @param onlyKeys whether all keys go that are not given
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
        @Default("true") boolean manageHome,
        @Default("false") boolean onlyGroups,
        Optional<Boolean> locked,
        Optional<AccountEnd> expires,
        @Default SortedMap<KeyName, UserKey> keys,
        @Default("false") boolean onlyKeys)
        implements ForKey {
    @Override
    public void check(String name) {
        UserResource.checkPresence(name, ensure);
    }

    void declare(Plan plan, AccountName name) {
        UserDeclaration user = plan.user(name.value());
        if (ensure == Presence.ABSENT) {
            user.absent();
        }
        group.map(AccountName::value).ifPresent(user::group);
        declareGroups(user);
        uid.map(AccountNumber::value).ifPresent(user::uid);
        home.map(AccountPath::value).ifPresent(user::home);
        shell.map(AccountPath::value).ifPresent(user::shell);
        comment.map(AccountText::value).ifPresent(user::comment);
        if (system) {
            user.system();
        }
        if (manageHome) {
            user.manageHome();
        }
        declareLogin(user);
    }

    private void declareGroups(UserDeclaration user) {
        List<String> names = groups.stream().map(AccountName::value).toList();
        if (onlyGroups) {
            user.onlyGroups(names);
        } else {
            user.groups(names);
        }
    }

    private void declareLogin(UserDeclaration user) {
        locked.ifPresent(each -> lock(user, each));
        expires.ifPresent(end -> end.declare(user));
        if (onlyKeys) {
            user.purgeKeys();
        }
    }

    private static void lock(UserDeclaration user, boolean wanted) {
        if (wanted) {
            user.locked();
        } else {
            user.unlocked();
        }
    }

    /** Those of an account that goes go with its home. */
    void declareKeys(Plan plan, AccountName name) {
        if (ensure == Presence.PRESENT) {
            keys.forEach((title, key) -> key.declare(plan.from(title), name, title));
        }
    }
}
