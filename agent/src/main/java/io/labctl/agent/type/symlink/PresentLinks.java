package io.labctl.agent.type.symlink;

import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.agent.present.Present;
import io.labctl.catalog.resource.AbsolutePath;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SymlinkResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Links by their paths. */
public final class PresentLinks implements Present {
    private final Root root;

    public PresentLinks(Root root) {
        this.root = root;
    }

    @Override
    public void requireName(String name) {
        new AbsolutePath(name);
    }

    @Override
    public List<Resource> named(Collection<String> names) throws IOException {
        var there = new ArrayList<Resource>();
        try (Places places = root.places()) {
            for (String name : names) {
                Optional<Path> place = places.find(new AbsolutePath(name).value());
                if (place.isPresent() && PathKind.SYMLINK.isAtOrNothing(place.get(), name)) {
                    String target = Files.readSymbolicLink(place.get()).toString();
                    there.add(new SymlinkResource(name, Presence.PRESENT, target));
                }
            }
        }
        return there;
    }
}
