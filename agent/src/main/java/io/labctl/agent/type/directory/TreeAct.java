package io.labctl.agent.type.directory;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.catalog.report.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What becomes of an entry of a tree: it is told, or it is done. */
interface TreeAct {
    /**
     * It is not to be there; what was in it has had its turn.
     *
     * @param path as people know it
     * @param place where it can be taken away
     * @return whether it is gone, or would be
     */
    boolean remove(String path, Path place, HeldEntry entry) throws IOException;

    /**
     * It stays and is to have another access than it has.
     *
     * @param changes what differs
     */
    void access(String path, HeldEntry entry, Access wanted, List<Change> changes)
            throws IOException;
}
