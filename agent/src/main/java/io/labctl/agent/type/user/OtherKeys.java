package io.labctl.agent.type.user;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.ssh.KeyFile;
import io.labctl.agent.ssh.KeyLine;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** The ssh keys of a user that the catalog does not know. */
final class OtherKeys {
    private final Root root;
    private final Backups backups;

    OtherKeys(Root root, Backups backups) {
        this.root = root;
        this.backups = backups;
    }

    /** Their comments, or their types where they have none. */
    List<String> of(UserResource wanted, Accounts.User user) throws IOException {
        return wanted.onlyKeys() == null
                ? List.of()
                : file(user).read().keys(notIn(wanted.onlyKeys())).stream()
                        .map(key -> key.comment().isEmpty() ? key.type() : key.comment())
                        .toList();
    }

    void remove(UserResource wanted, Accounts.User user) throws IOException {
        if (wanted.onlyKeys() != null) {
            KeyFile file = file(user);
            file.write(file.read().without(notIn(wanted.onlyKeys())));
        }
    }

    private KeyFile file(Accounts.User user) {
        return new KeyFile(root, backups, user, null);
    }

    private static Predicate<KeyLine> notIn(List<String> kept) {
        return key -> !kept.contains(key.key());
    }
}
