package io.labctl.agent.type.directory;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.HeldEntry;
import java.io.IOException;
import java.nio.file.Path;

/** What becomes of an entry of a tree: it is told, or it is done. */
interface TreeAct {
    /**
     * It is not to be there; what was in it has had its turn.
     *
     * @param path as people know it
     * @param place where it can be taken away
     */
    void remove(String path, Path place, HeldEntry entry) throws IOException;

    /** It stays and is to have this access. */
    void access(String path, HeldEntry entry, Access wanted) throws IOException;
}
