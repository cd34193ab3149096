package io.labctl.agent.type.group;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Root;
import io.labctl.agent.present.Present;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.resource.AccountName;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The local groups; who is in them is told by the users. */
public final class PresentGroups implements Present {
    private final Root root;

    public PresentGroups(Root root) {
        this.root = root;
    }

    @Override
    public void requireName(String name) {
        new AccountName(name);
    }

    @Override
    public List<Resource> named(Collection<String> names) throws IOException {
        Accounts accounts = Accounts.read(root);
        return names.stream()
                .flatMap(name -> accounts.group(name).stream())
                .<Resource>map(group -> group(group, accounts))
                .toList();
    }

    /** Of several with one number a module can have one; it is the first. */
    private static GroupResource group(Accounts.Group group, Accounts accounts) {
        String first = accounts.groupName(group.gid(), null);
        if (!first.equals(group.name())) {
            throw new InvalidInput(
                    "it has gid %d, which is group '%s' too".formatted(group.gid(), first));
        }
        return new GroupResource(
                group.name(), Presence.PRESENT, group.gid(), false, List.of(), false);
    }

    @Override
    public Optional<List<String>> names() throws IOException {
        return Optional.of(Accounts.read(root).groupNames());
    }
}
