package io.labctl.agent.type.user;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.ssh.KeyFile;
import io.labctl.agent.ssh.KeyLine;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.report.Change;
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
            return new OtherKeys(names, access(user), null);
        } catch (Conflict trouble) {
            return new OtherKeys(List.of(), List.of(), trouble);
        } catch (IOException e) {
            Conflict trouble = new Conflict(FileTrouble.sentence(e), e);
            return new OtherKeys(List.of(), List.of(), trouble);
        }
    }

    private List<Change> access(Accounts.User user) throws IOException {
        Accounts accounts = Accounts.read(root);
        List<KeyFile> files = KeyFile.allOf(root, backups, user);
        var changes = new ArrayList<>(of(".ssh", files.getFirst().folderChanges(accounts)));
        for (KeyFile file : files) {
            changes.addAll(of(file.name(), file.fileChanges(accounts)));
        }
        return changes;
    }

    /** An account has an owner and a group of its own. */
    private static List<Change> of(String name, List<Change> changes) {
        return changes.stream()
                .map(each -> Change.of(name + " " + each.property(), each.from(), each.to()))
                .toList();
    }

    /** What sshd(8) would refuse of the files is set right too: no key's resource does all. */
    void remove(UserResource wanted, Accounts.User user) throws IOException {
        List<String> kept = wanted.onlyKeys();
        if (kept == null) {
            return;
        }
        for (KeyFile file : KeyFile.allOf(root, backups, user)) {
            file.keepOnly(in(kept));
        }
    }

    private static Predicate<KeyLine> in(List<String> kept) {
        return key -> kept.contains(key.key());
    }
}
