package io.labctl.agent.type.user;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.ssh.KeyFile;
import io.labctl.agent.ssh.KeyLine;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** Finds and takes away the ssh keys of a user that the catalog does not know. */
final class PurgedKeys {
    private final Root root;
    private final Backups backups;

    PurgedKeys(Root root, Backups backups) {
        this.root = root;
        this.backups = backups;
    }

    OtherKeys of(UserResource wanted, Accounts.User user) {
        if (wanted.onlyKeys() == null || wanted.ensure() == Presence.ABSENT) {
            return OtherKeys.NONE;
        }
        try {
            List<KeyLine> others = file(user).read().keys(notIn(wanted.onlyKeys()));
            return new OtherKeys(others.stream().map(PurgedKeys::name).toList(), null);
        } catch (Conflict trouble) {
            return new OtherKeys(List.of(), trouble);
        } catch (IOException e) {
            return new OtherKeys(List.of(), new Conflict(FileTrouble.sentence(e), e));
        }
    }

    private static String name(KeyLine key) {
        return key.comment().isEmpty() ? key.type() : key.comment();
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
