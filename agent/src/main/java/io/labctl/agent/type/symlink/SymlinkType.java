package io.labctl.agent.type.symlink;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.SymlinkResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link SymlinkResource}; its state is the target written in the link, if there is a link. */
public final class SymlinkType implements ResourceType<SymlinkResource, Optional<String>> {
    private final Root root;

    public SymlinkType(Root root) {
        this.root = root;
    }

    @Override
    public Map<SymlinkResource, Optional<String>> observe(Collection<SymlinkResource> wanted)
            throws IOException {
        var found = new LinkedHashMap<SymlinkResource, Optional<String>>();
        for (SymlinkResource each : wanted) {
            Path path = root.at(each.path());
            found.put(
                    each,
                    PathKind.SYMLINK.isAtOrNothing(path, each.path())
                            ? Optional.of(Files.readSymbolicLink(path).toString())
                            : Optional.empty());
        }
        return found;
    }

    @Override
    public List<Change> plan(SymlinkResource wanted, Optional<String> found) {
        if (wanted.ensure() == Presence.ABSENT) {
            return found.map(target -> Change.of("ensure", "symlink", "absent")).stream().toList();
        }
        if (found.isEmpty()) {
            return List.of(
                    Change.of("ensure", "absent", "symlink"),
                    Change.of("target", null, wanted.target()));
        }
        String target = found.get();
        return target.equals(Path.of(wanted.target()).toString())
                ? List.of()
                : List.of(Change.of("target", target, wanted.target()));
    }

    @Override
    public void apply(SymlinkResource wanted, List<Change> changes) throws IOException {
        if (wanted.ensure() == Presence.ABSENT) {
            Files.delete(root.at(wanted.path()));
            return;
        }
        Path path = root.placeFor(wanted.path());
        // Made beside it and moved over it, so that there is a link at every moment.
        Path candidate = path.resolveSibling("." + path.getFileName() + ".lab-agent");
        Files.deleteIfExists(candidate);
        Files.createSymbolicLink(candidate, Path.of(wanted.target()));
        Files.move(candidate, path, StandardCopyOption.ATOMIC_MOVE);
    }
}
