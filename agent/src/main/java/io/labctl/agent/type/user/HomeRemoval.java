package io.labctl.agent.type.user;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Removes the home of an account that is to go: a directory, with everything in it, and nothing of
 * what is mounted in it. What is no directory, as a system's account may have, stays.
 */
final class HomeRemoval {
    private static final Tree WHOLE =
            new Tree(true, null, true, List.of(), List.of(), List.of(), false);

    private final Root root;
    private final Homes homes;
    private final ResourceType<DirectoryResource, ?> directories;

    HomeRemoval(Root root, ResourceType<DirectoryResource, ?> directories) {
        this.root = root;
        this.homes = new Homes(root);
        this.directories = directories;
    }

    /**
     * As far as looking tells, without changing anything.
     *
     * @throws Conflict when it cannot be removed, or is not the account's alone
     */
    void requirePossible(Accounts.User user, Accounts accounts) throws IOException {
        String home = home(user);
        try (Places places = root.places()) {
            Optional<Path> place = places.find(home);
            if (place.isEmpty() || !isDirectory(place.get(), user)) {
                return;
            }
            refuseShared(user, accounts);
            refuseFast(user, place.get());
        }
        try {
            directories.requirePossible(absent(home), List.of());
        } catch (LabException e) {
            throw refused(user, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Does it, and fails before the account is touched.
     *
     * @return whether nothing stands there any more
     */
    boolean remove(Accounts.User user) throws IOException {
        String home = home(user);
        try (Places places = root.places()) {
            Optional<Path> place = places.find(home);
            if (place.isEmpty() || PathKind.at(place.get()).isEmpty()) {
                return true;
            }
            if (!isDirectory(place.get(), user)) {
                return false;
            }
        }
        try {
            directories.apply(absent(home), List.of());
        } catch (LabException e) {
            throw refused(user, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw refused(user, FileTrouble.sentence(e), e);
        }
        return true;
    }

    /** Without a slash at its end. */
    private static String home(Accounts.User user) {
        return Path.of("/").resolve(user.home()).toString();
    }

    private static DirectoryResource absent(String home) {
        return new DirectoryResource(home, Presence.ABSENT, null, null, null, WHOLE);
    }

    /** Of the account's own; another one's is refused. */
    private boolean isDirectory(Path place, Accounts.User user) throws IOException {
        try (HeldEntry found = HeldEntry.at(place).orElse(null)) {
            if (found != null && found.kind() == PathKind.SYMLINK) {
                throw refused(user, "'%s' is a link".formatted(user.home()), null);
            }
            if (found == null || found.kind() != PathKind.DIRECTORY) {
                return false;
            }
            homes.mustBelongTo(user, found.entry().uid(), user.home());
            return true;
        }
    }

    private static void refuseShared(Accounts.User user, Accounts accounts) {
        Path home = Path.of(home(user));
        for (String name : accounts.userNames()) {
            Optional<Accounts.User> other =
                    accounts.user(name)
                            .filter(each -> !each.name().equals(user.name()))
                            .filter(each -> Path.of(home(each)).startsWith(home));
            if (other.isPresent()) {
                throw refused(
                        user,
                        "'%s' is also the home of '%s'".formatted(other.get().home(), name),
                        null);
            }
        }
    }

    /** Not even root can write what is immutable or on a file system that is read-only. */
    private static void refuseFast(Accounts.User user, Path place) {
        Path above = Objects.requireNonNull(place.getParent(), "it is in a directory");
        if (!Files.isWritable(place) || !Files.isWritable(above)) {
            throw refused(
                    user,
                    "'%s' or the directory above it is read-only or immutable"
                            .formatted(user.home()),
                    null);
        }
    }

    private static Conflict refused(Accounts.User user, String why, @Nullable Exception cause) {
        String sentence =
                "'%s' is not removed, for its home cannot be (%s): set that right, or do not let its home be managed and remove that by hand"
                        .formatted(user.name(), why);
        return cause == null ? new Conflict(sentence) : new Conflict(sentence, cause);
    }
}
