package io.labctl.agent.type.user;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Root;
import io.labctl.agent.present.Present;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.resource.AccountName;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The local accounts, without what shadow(5) says of them. */
public final class PresentUsers implements Present {
    private final Root root;

    public PresentUsers(Root root) {
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
                .flatMap(name -> accounts.user(name).stream())
                .<Resource>map(user -> user(user, accounts))
                .toList();
    }

    /** Of several with one number a module can have one; it is the first. */
    private static UserResource user(Accounts.User user, Accounts accounts) {
        String first = accounts.userName(user.uid(), null);
        if (!first.equals(user.name())) {
            throw new InvalidInput(
                    "it has uid %d, which is user '%s' too".formatted(user.uid(), first));
        }
        String group = accounts.groupName(user.gid(), user.name());
        return new UserResource(
                user.name(),
                Presence.PRESENT,
                user.uid(),
                accounts.group(group).map(Accounts.Group::name).orElse(null),
                accounts.membershipsOf(user).stream().filter(each -> !each.equals(group)).toList(),
                path(user.home()),
                path(user.shell()),
                user.comment().isEmpty() ? null : user.comment(),
                false,
                false,
                false,
                null,
                null);
    }

    private static @Nullable String path(String field) {
        return field.startsWith("/") ? field : null;
    }

    @Override
    public Optional<List<String>> names() throws IOException {
        return Optional.of(Accounts.read(root).userNames());
    }
}
