package io.labctl.agent.type.symlink;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
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
        try (Places places = root.places()) {
            for (SymlinkResource each : wanted) {
                found.put(each, target(each, places.find(each.path())));
            }
        }
        return found;
    }

    private static Optional<String> target(SymlinkResource wanted, Optional<Path> place)
            throws IOException {
        return place.isPresent() && PathKind.SYMLINK.isAtOrNothing(place.get(), wanted.path())
                ? Optional.of(Files.readSymbolicLink(place.get()).toString())
                : Optional.empty();
    }

    @Override
    public List<String> makes(SymlinkResource wanted) {
        return wanted.paths();
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
    public void requirePossible(SymlinkResource wanted, List<Change> changes) throws IOException {
        root.requirePlace(wanted.path());
    }

    @Override
    public void apply(SymlinkResource wanted, List<Change> changes) throws IOException {
        try (Places places = root.places()) {
            apply(wanted, places.of(wanted.path()));
        }
    }

    private static void apply(SymlinkResource wanted, Path path) throws IOException {
        if (wanted.ensure() == Presence.ABSENT) {
            Files.delete(path);
            return;
        }
        // Made beside it and moved over it, so that there is a link at every moment.
        Path candidate = Candidate.placeBeside(path);
        Files.deleteIfExists(candidate);
        Files.createSymbolicLink(candidate, Path.of(wanted.target()));
        Files.move(candidate, path, StandardCopyOption.ATOMIC_MOVE);
    }
}
