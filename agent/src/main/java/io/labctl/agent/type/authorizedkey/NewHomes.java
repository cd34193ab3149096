package io.labctl.agent.type.authorizedkey;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.ssh.KeyFile;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** In a no-op run: homes that accounts would have by the turn of their keys. */
final class NewHomes {
    private final Root root;
    private final Backups backups;

    NewHomes(Root root, Backups backups) {
        this.root = root;
        this.backups = backups;
    }

    /**
     * What there would be of a key in its user's own file. Empty where that file stays, or moves
     * along with the home.
     *
     * @param earlier those that would change before it
     */
    Optional<KeysFound> keys(AuthorizedKeyResource wanted, Collection<Resource> earlier)
            throws IOException {
        Accounts accounts = Accounts.read(root);
        Optional<Accounts.User> user = accounts.user(wanted.user());
        Optional<UserResource> change =
                earlier.stream()
                        .filter(UserResource.class::isInstance)
                        .map(UserResource.class::cast)
                        .filter(each -> each.name().equals(wanted.user()))
                        .filter(each -> each.ensure() == Presence.PRESENT)
                        .findFirst();
        String home = change.map(UserResource::home).orElse(null);
        if (user.isEmpty()
                || home == null
                || Path.of(home).equals(Path.of(user.get().home()))
                || (change.get().manageHome() && !isThere(home) && isThere(user.get().home()))) {
            return Optional.empty();
        }
        KeyFile file = KeyFile.of(root, backups, at(home, user.get()), null);
        return Optional.of(AuthorizedKeyType.found(wanted, file, accounts));
    }

    private boolean isThere(String home) throws IOException {
        try (Places places = root.places()) {
            return places.find(home + "/.").filter(Files::isDirectory).isPresent();
        }
    }

    private static Accounts.User at(String home, Accounts.User user) {
        return new Accounts.User(
                user.name(), user.uid(), user.gid(), user.comment(), home, user.shell());
    }
}
