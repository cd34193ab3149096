package io.labctl.agent.type.mount;

import io.labctl.agent.replaced.Disclosure;
import java.util.List;

/**
 * An entry as it was found.
 *
 * @param lines the entries of fstab(5) that are managed, and would be one
 * @param mounted the mounts at its place, the uppermost last
 * @param disclosure what a report tells of the lines
 */
record MountFound(List<FstabLine> lines, List<Mounted> mounted, Disclosure disclosure) {
    MountFound {
        lines = List.copyOf(lines);
        mounted = List.copyOf(mounted);
    }
}
