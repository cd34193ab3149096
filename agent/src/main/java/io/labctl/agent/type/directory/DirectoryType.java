package io.labctl.agent.type.directory;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.Presence;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link DirectoryResource}; its state is the access to it, if it is there. A link to a directory
 * is not taken for one.
 */
public final class DirectoryType implements ResourceType<DirectoryResource, Optional<Access>> {
    private static final Access NEW = new Access(null, null, "0755");

    private final Root root;

    public DirectoryType(Root root) {
        this.root = root;
    }

    @Override
    public Map<DirectoryResource, Optional<Access>> observe(Collection<DirectoryResource> wanted)
            throws IOException {
        Accounts accounts = Accounts.read(root);
        var found = new LinkedHashMap<DirectoryResource, Optional<Access>>();
        try (Places places = root.places()) {
            for (DirectoryResource each : wanted) {
                found.put(each, observe(each, places.find(each.path()), accounts));
            }
        }
        return found;
    }

    private static Optional<Access> observe(
            DirectoryResource wanted, Optional<Path> place, Accounts accounts) throws IOException {
        return place.isPresent() && PathKind.DIRECTORY.isAtOrNothing(place.get(), wanted.path())
                ? Optional.of(Access.of(place.get(), accounts, access(wanted)))
                : Optional.empty();
    }

    @Override
    public List<Change> plan(DirectoryResource wanted, Optional<Access> found) {
        if (wanted.ensure() == Presence.ABSENT) {
            return found.map(_ -> Change.of("ensure", "directory", "absent")).stream().toList();
        }
        return found.map(access -> access.toward(access(wanted)))
                .orElseGet(() -> List.of(Change.of("ensure", "absent", "directory")));
    }

    @Override
    public void apply(DirectoryResource wanted, List<Change> changes) throws IOException {
        try (Places places = root.places()) {
            apply(wanted, places.of(wanted.path()));
        }
    }

    private void apply(DirectoryResource wanted, Path path) throws IOException {
        if (wanted.ensure() == Presence.ABSENT) {
            remove(path, wanted.path());
            return;
        }
        Access access = access(wanted);
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(path);
            access = NEW.overriddenBy(access);
        }
        access.giveTo(path, Accounts.read(root));
    }

    private static void remove(Path path, String name) throws IOException {
        try {
            Files.delete(path);
        } catch (DirectoryNotEmptyException e) {
            throw new Conflict("directory '%s' is not empty".formatted(name), e);
        }
    }

    private static Access access(DirectoryResource wanted) {
        return Access.wanted(wanted.owner(), wanted.group(), wanted.mode());
    }
}
