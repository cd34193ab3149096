package io.labctl.agent.present;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.resource.AbsolutePath;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** What stands at paths and is told by the access to it alone, such as directories. */
public final class PresentPaths implements Present {
    private final Root root;
    private final PathKind kind;
    private final BiFunction<String, Access, Resource> told;

    /**
     * Those of one kind.
     *
     * @param told makes the resource of a path and of the access to it
     */
    public PresentPaths(Root root, PathKind kind, BiFunction<String, Access, Resource> told) {
        this.root = root;
        this.kind = kind;
        this.told = told;
    }

    @Override
    public void requireName(String name) {
        new AbsolutePath(name);
    }

    @Override
    public List<Resource> named(Collection<String> names) throws IOException {
        Accounts accounts = Accounts.read(root);
        var there = new ArrayList<Resource>();
        try (Places places = root.places()) {
            for (String name : names) {
                Optional<Path> place = places.find(new AbsolutePath(name).value());
                try (HeldEntry entry = HeldEntry.at(place, kind, name).orElse(null)) {
                    if (entry != null) {
                        Access access = Access.of(entry, accounts, Access.ANY).named(accounts);
                        there.add(told.apply(name, access));
                    }
                }
            }
        }
        return there;
    }
}
