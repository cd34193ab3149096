package io.labctl.agent.type.user;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.ssh.AuthorizedKeys;
import io.labctl.agent.ssh.KeyFile;
import io.labctl.agent.ssh.KeyLine;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.util.ArrayList;
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
            var names = new ArrayList<String>();
            for (KeyFile file : KeyFile.allOf(root, backups, user)) {
                file.read().others(in(wanted.onlyKeys())).stream()
                        .map(KeyLine::name)
                        .forEach(names::add);
            }
            return new OtherKeys(names, null);
        } catch (Conflict trouble) {
            return new OtherKeys(List.of(), trouble);
        } catch (IOException e) {
            return new OtherKeys(List.of(), new Conflict(FileTrouble.sentence(e), e));
        }
    }

    /** What a key's own resource sets right of the file, and tells, is left to that one. */
    void remove(UserResource wanted, Accounts.User user) throws IOException {
        List<String> kept = wanted.onlyKeys();
        if (kept == null) {
            return;
        }
        for (KeyFile file : KeyFile.allOf(root, backups, user)) {
            AuthorizedKeys before = file.read();
            AuthorizedKeys after = before.withoutOthers(in(kept));
            if (!after.equals(before)) {
                file.rewrite(after);
            }
        }
    }

    private static Predicate<KeyLine> in(List<String> kept) {
        return key -> kept.contains(key.key());
    }
}
