package io.labctl.agent.type.authorizedkey;

import io.labctl.agent.ssh.KeyLine;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import java.util.List;

/**
 * What was found of a key.
 *
 * @param lines those with its key or its comment, which would be one
 * @param access what sshd(8) would refuse of the file
 */
record KeysFound(List<KeyLine> lines, List<Change> access) {
    KeysFound {
        lines = List.copyOf(lines);
        access = List.copyOf(access);
    }

    /** Of all keys of a file, those that would be this one. */
    KeysFound meantBy(AuthorizedKeyResource wanted) {
        return new KeysFound(
                lines.stream().filter(AuthorizedKeyType.meant(wanted)).toList(), access);
    }
}
