package io.labctl.agent.type.directory;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.replaced.Backups;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.report.Change;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a tree as wanted, as far as that can be: what cannot be removed or changed keeps nothing
 * else from its turn.
 */
final class Done implements TreeAct {
    /** What is beyond is counted. */
    private static final int MOST = 5;

    /** Of root, whom nothing but an attribute of the file or of its directory keeps from it. */
    private static final String NOT_PERMITTED = "operation not permitted";

    private final Accounts accounts;
    private final Backups backups;
    private final boolean backup;
    private final List<String> troubles = new ArrayList<>();

    Done(Accounts accounts, Backups backups, boolean backup) {
        this.accounts = accounts;
        this.backups = backups;
        this.backup = backup;
    }

    @Override
    public boolean remove(String path, Path place, HeldEntry entry) throws IOException {
        try {
            if (backup && entry.kind() == PathKind.FILE) {
                backups.keep(path, entry);
            }
            Files.delete(place);
            return true;
        } catch (FileSystemException e) {
            note(path, e);
            return false;
        }
    }

    @Override
    public void access(String path, HeldEntry entry, Access wanted, List<Change> changes)
            throws IOException {
        try {
            wanted.giveTo(entry, accounts);
        } catch (FileSystemException e) {
            note(path, e);
        }
    }

    private void note(String path, FileSystemException e) {
        String reason = FileTrouble.reason(e);
        String why = reason.equals(NOT_PERMITTED) ? reason + " (immutable, see lsattr)" : reason;
        troubles.add("'%s': %s".formatted(path, why));
    }

    /**
     * Afterwards.
     *
     * @throws Conflict that names what could not be removed or changed
     */
    void requireAll() {
        if (troubles.isEmpty()) {
            return;
        }
        int more = troubles.size() - MOST;
        throw new Conflict(
                String.join("; ", troubles.subList(0, Math.min(MOST, troubles.size())))
                        + (more > 0 ? "; and %d more".formatted(more) : ""));
    }
}
