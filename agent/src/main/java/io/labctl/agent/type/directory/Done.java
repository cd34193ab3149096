package io.labctl.agent.type.directory;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.replaced.Backups;
import io.labctl.catalog.report.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
    public void access(String path, HeldEntry entry, Access wanted, List<Change> changes)
            throws IOException {
        wanted.giveTo(entry, accounts);
    }
}
