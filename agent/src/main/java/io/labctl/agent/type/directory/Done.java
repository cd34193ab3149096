package io.labctl.agent.type.directory;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.replaced.Backups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a tree as wanted. */
final class Done implements TreeAct {
    private final Accounts accounts;
    private final Backups backups;
    private final boolean backup;

    Done(Accounts accounts, Backups backups, boolean backup) {
        this.accounts = accounts;
        this.backups = backups;
        this.backup = backup;
    }

    @Override
    public void remove(String path, Path place, HeldEntry entry) throws IOException {
        if (backup && entry.kind() == PathKind.FILE) {
            backups.keep(path, entry);
        }
        Files.delete(place);
    }

    @Override
    public void access(String path, HeldEntry entry, Access wanted) throws IOException {
        Access found = Access.of(entry, accounts, wanted);
        if (!found.toward(wanted).isEmpty()) {
            wanted.giveTo(entry, accounts);
        }
    }
}
