package io.labctl.agent.type.user;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** The places of home directories. */
final class Homes {
    private final Root root;

    Homes(Root root) {
        this.root = root;
    }

    /**
     * Where anything but a directory stands, useradd(8) makes no home and calls that well; where it
     * cannot make one, it leaves an account without a home, which the next run would take for made.
     * That a machine has another place than {@code /home} for new homes, in {@code
     * /etc/default/useradd}, is not considered.
     */
    void mustHavePlace(UserResource wanted) {
        String home = wanted.home() != null ? wanted.home() : "/home/" + wanted.name();
        Path place = root.at(home);
        if (!wanted.manageHome() || Files.isDirectory(place)) {
            return;
        }
        if (isThere(place)) {
            throw new Conflict(noHome(home, "is not a directory"));
        }
        Path above = place;
        while (!isThere(above)) {
            above = Objects.requireNonNull(above.getParent(), "the root exists");
        }
        mustTakeADirectory(above, home);
    }

    private void mustTakeADirectory(Path above, String home) {
        try {
            Files.delete(Files.createTempDirectory(above, ".home"));
        } catch (IOException e) {
            String why =
                    "cannot be made below '%s' (%s)"
                            .formatted(root.nameOf(above), FileTrouble.reason(e));
            throw new Conflict(noHome(home, why), e);
        }
    }

    /**
     * What is to be moved when the account's home becomes another one: its own directory, which a
     * system's account need not have. Where there is none, passwd(5) alone is to be written.
     *
     * @param places to be held until it has been moved
     * @throws Conflict when it cannot be moved
     */
    Optional<HomeMove> move(UserResource wanted, Places places) throws IOException {
        String home = wanted.home();
        Optional<Accounts.User> user =
                Accounts.read(root).user(wanted.name()).filter(each -> each.home().startsWith("/"));
        if (!wanted.manageHome() || home == null || user.isEmpty()) {
            return Optional.empty();
        }
        String old = Path.of(user.get().home()).toString(); // without a slash at its end
        return Path.of(home).equals(Path.of(old)) || !isOwn(old, user.get().uid(), places)
                ? Optional.empty()
                : Optional.of(new HomeMove(old, home, places.of(old), free(home, old, places)));
    }

    private static boolean isOwn(String home, long uid, Places places) throws IOException {
        if (home.equals("/")) {
            return false;
        }
        String real = places.behind(home);
        if (!isDirectoryOf(uid, places.find(real))) {
            return false;
        }
        if (!real.equals(home)) {
            throw new Conflict(
                    "home '%s' is a link to '%s', and no link is moved: move it by hand, or set manage-home to false"
                            .formatted(home, real));
        }
        return true;
    }

    private static boolean isDirectoryOf(long uid, Optional<Path> place) throws IOException {
        try (HeldEntry found = place.isEmpty() ? null : HeldEntry.at(place.get()).orElse(null)) {
            return found != null
                    && found.kind() == PathKind.DIRECTORY
                    && found.entry().uid() == uid;
        }
    }

    private static Path free(String home, String old, Places places) throws IOException {
        Optional<Path> place = places.find(home);
        if (place.isEmpty()) {
            throw new Conflict(
                    "home '%s' cannot be moved to '%s', for '%s' is no directory: declare it, and the user after it"
                            .formatted(old, home, Path.of(home).getParent()));
        }
        if (PathKind.at(place.get()).isPresent()) {
            throw new Conflict(
                    "home '%s' is there already, so '%s' cannot be moved to it: move one of them away by hand, or set manage-home to false"
                            .formatted(home, old));
        }
        return place.get();
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static String noHome(String home, String why) {
        return "home '%s' %s: give another, or set manage-home to false".formatted(home, why);
    }
}
