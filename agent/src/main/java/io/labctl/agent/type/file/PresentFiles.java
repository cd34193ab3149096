package io.labctl.agent.type.file;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.agent.present.Present;
import io.labctl.catalog.resource.AbsolutePath;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Files by their paths, without what they hold. */
public final class PresentFiles implements Present {
    private static final Access ANY = new Access(null, null, null);

    private final Root root;

    public PresentFiles(Root root) {
        this.root = root;
    }

    @Override
    public List<Resource> named(Collection<String> names) throws IOException {
        Accounts accounts = Accounts.read(root);
        var there = new ArrayList<Resource>();
        try (Places places = root.places()) {
            for (String name : names) {
                Optional<Path> place = places.find(new AbsolutePath(name).value());
                if (place.isPresent() && PathKind.FILE.isAtOrNothing(place.get(), name)) {
                    Access access = Access.of(place.get(), accounts, ANY).named(accounts);
                    there.add(
                            new FileResource(
                                    name,
                                    Presence.PRESENT,
                                    null,
                                    access.owner(),
                                    access.group(),
                                    access.mode(),
                                    List.of(),
                                    true));
                }
            }
        }
        return there;
    }
}
