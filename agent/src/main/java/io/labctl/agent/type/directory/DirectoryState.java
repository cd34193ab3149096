package io.labctl.agent.type.directory;

import io.labctl.agent.machine.Access;
import io.labctl.catalog.report.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory as it was found.
 *
 * @param access null when there is none
 * @param below what differs in the tree below
 */
public record DirectoryState(@Nullable Access access, List<Change> below) {
    static final DirectoryState MISSING = new DirectoryState(null, List.of());

    public DirectoryState {
        below = List.copyOf(below);
    }
}
