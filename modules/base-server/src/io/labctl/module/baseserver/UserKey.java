package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.CheckedBy;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.AccountName;
import io.labctl.catalog.resource.KeyOption;
import io.labctl.catalog.resource.Presence;
import java.util.List;
import java.util.Optional;

/**
 * A key with which somebody may log in as an account by ssh.
 *
 * @param key must be given unless it is to be absent
 * @param options what limits its use, such as {@code no-pty} or {@code from="192.0.2.0/24"}
 */
@CheckedBy(UserKey.Given.class)
public record UserKey(
        @Default("present") Presence ensure,
        Optional<PublicKey> key,
        @Default List<KeyOption> options) {
    record Given(Presence ensure, Optional<PublicKey> key) {
        Given {
            if (ensure == Presence.PRESENT && key.isEmpty()) {
                throw InvalidInput.inField("key", "authorized key has no key");
            }
        }
    }

    public UserKey {
        new Given(ensure, key);
    }

    void declare(Plan plan, AccountName user, KeyName name) {
        var declared =
                plan.authorizedKey(user.value(), name.value())
                        .options(options.stream().map(KeyOption::value).toArray(String[]::new));
        key.map(PublicKey::value).ifPresent(declared::key);
        if (ensure == Presence.ABSENT) {
            declared.absent();
        }
    }
}
