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
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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
    void mustHavePlace(UserResource wanted) throws IOException {
        requirePlace(wanted);
        String home = ofNew(wanted);
        Path place = root.at(home);
        if (!wanted.manageHome() || Files.isDirectory(place)) {
            return;
        }
        Path above = place;
        while (!isThere(above)) {
            above = Objects.requireNonNull(above.getParent(), "the root exists");
        }
        mustTakeADirectory(above, home);
    }

    /** Of an account that is new. */
    static String ofNew(UserResource wanted) {
        return wanted.home() != null ? wanted.home() : "/home/" + wanted.name();
    }

    /** The same as far as looking tells. A directory that is somebody else's is no home either. */
    void requirePlace(UserResource wanted) throws IOException {
        String home = ofNew(wanted);
        Path place = root.at(home);
        if (!wanted.manageHome()) {
            return;
        }
        if (!isThere(place)) {
            mustHaveParent(wanted);
            return;
        }
        if (!Files.isDirectory(place)) {
            throw new Conflict(noHome(home, "is not a directory"));
        }
        long owner = ((Number) Files.getAttribute(place, "unix:uid")).longValue();
        if (isOfAnother(owner, wanted.uid(), Accounts.read(root))) {
            throw thereAlready(home, owner, wanted);
        }
    }

    /** Of a declared one: useradd(8) would make what is missing on the way to it, as root's. */
    private void mustHaveParent(UserResource wanted) throws IOException {
        Path above = wanted.home() == null ? null : Path.of(wanted.home()).getParent();
        if (above != null && root.seen(above.toString()).filter(Files::isDirectory).isEmpty()) {
            throw cannotBeMade(ofNew(wanted));
        }
    }

    private static Conflict cannotBeMade(String home) {
        return new Conflict(
                "home '%s' cannot be made, for '%s' is no directory: declare it, and the user after it"
                        .formatted(home, Path.of(home).getParent()));
    }

    /** One that useradd(8) chooses may be that of an account that was removed. */
    private static boolean isOfAnother(long owner, @Nullable Long uid, Accounts accounts) {
        return uid == null
                ? owner == 0
                        || accounts.userNames().stream()
                                .flatMap(name -> accounts.user(name).stream())
                                .anyMatch(user -> user.uid() == owner)
                : owner != uid;
    }

    private Conflict thereAlready(String home, long owner, UserResource wanted) throws IOException {
        return new Conflict(
                "home '%s' is there already and belongs to %s, not to '%s': give it to the account or move it away by hand, or do not let its home be managed"
                        .formatted(home, called(owner, Accounts.read(root)), wanted.name()));
    }

    /** By its name too, where it has one. */
    private static String called(long owner, Accounts accounts) {
        String number = Long.toString(owner);
        String name = accounts.userName(owner, null);
        return name.equals(number)
                ? "uid %s".formatted(number)
                : "'%s' (uid %s)".formatted(name, number);
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
     * What becomes of the home when it becomes another one. One that is no directory, such as a
     * system's account has, is left as it is.
     *
     * @throws Conflict when it cannot be moved at once, or is left behind without a new one
     */
    HomeAct act(UserResource wanted) throws IOException {
        String home = wanted.home();
        Optional<Accounts.User> user =
                Accounts.read(root).user(wanted.name()).filter(each -> each.home().startsWith("/"));
        if (!wanted.manageHome() || home == null || user.isEmpty()) {
            return new HomeAct.Stays();
        }
        String old = Path.of(user.get().home()).toString(); // without a slash at its end
        if (Path.of(home).equals(Path.of(old))) {
            return new HomeAct.Stays();
        }
        try (Places places = root.places()) {
            OptionalLong owner = ownerOfDirectory(old, places);
            boolean isRoots = owner.isPresent() && owner.getAsLong() == 0 && user.get().uid() != 0;
            if (owner.isPresent() && !isRoots) {
                mustBeOwn(old, user.get(), owner.getAsLong(), places);
                mustBeFree(home, old, places);
                return new HomeAct.Moves(old);
            }
            if (isThere(home, places)) {
                mustBeOwn(home, user.get(), wanted);
                return new HomeAct.Stays();
            }
            if (isRoots) {
                mustBelongTo(user.get(), 0, old);
            }
            if (places.find(home).isEmpty()) {
                throw cannotBeMade(home);
            }
            return new HomeAct.Made();
        }
    }

    /** Of none where there is none, or it is the root. */
    private static OptionalLong ownerOfDirectory(String home, Places places) throws IOException {
        Optional<Path> place =
                home.equals("/") ? Optional.empty() : places.find(places.behind(home));
        try (HeldEntry found = place.isEmpty() ? null : HeldEntry.at(place.get()).orElse(null)) {
            return found == null || found.kind() != PathKind.DIRECTORY
                    ? OptionalLong.empty()
                    : OptionalLong.of(found.entry().uid());
        }
    }

    private void mustBeOwn(String home, Accounts.User user, long owner, Places places)
            throws IOException {
        mustBelongTo(user, owner, home);
        String real = places.behind(home);
        if (!real.equals(home)) {
            throw new Conflict(
                    "home '%s' is a link to '%s', and no link is moved: move it by hand, or do not let its home be managed"
                            .formatted(home, real));
        }
    }

    /** Of a new home that is there. */
    private void mustBeOwn(String home, Accounts.User user, UserResource wanted)
            throws IOException {
        Path place = root.at(home);
        if (!Files.isDirectory(place)) {
            throw new Conflict(noHome(home, "is not a directory"));
        }
        long owner = ((Number) Files.getAttribute(place, "unix:uid")).longValue();
        if (owner != user.uid() && !Objects.equals(owner, wanted.uid())) {
            throw thereAlready(home, owner, wanted);
        }
    }

    void mustBelongTo(Accounts.User user, long owner, String home) throws IOException {
        if (owner != user.uid()) {
            throw new Conflict(
                    "home '%s' belongs to %s, and '%s' has uid %d: give it to the account or move it away by hand, or do not let its home be managed"
                            .formatted(
                                    home,
                                    called(owner, Accounts.read(root)),
                                    user.name(),
                                    user.uid()));
        }
    }

    private static void mustBeFree(String home, String old, Places places) throws IOException {
        if (Path.of(home).startsWith(old)) {
            throw new Conflict(
                    "home '%s' cannot be moved into itself, to '%s'".formatted(old, home));
        }
        Optional<Path> place = places.find(home);
        if (place.isEmpty()) {
            throw new Conflict(
                    "home '%s' cannot be moved to '%s', for '%s' is no directory: declare it, and the user after it"
                            .formatted(old, home, Path.of(home).getParent()));
        }
        if (PathKind.at(place.get()).isPresent()) {
            throw new Conflict(
                    "home '%s' is there already, so '%s' cannot be moved to it: move one of them away by hand, or do not let its home be managed"
                            .formatted(home, old));
        }
        Path above = Objects.requireNonNull(place.get().getParent(), "it is in a directory");
        if (!fileSystemOf(places.of(old)).equals(fileSystemOf(above))) {
            throw new Conflict(
                    "home '%s' and '%s' are on different file systems: move it by hand, and the next run tells the account so, or do not let its home be managed"
                            .formatted(old, home));
        }
    }

    /** By its number, as stat(2) has it. */
    private static Object fileSystemOf(Path directory) throws IOException {
        return Files.getAttribute(directory, "unix:dev");
    }

    /** Whether the account has its new home and the files are in the old one. */
    boolean isNotMoved(UserResource wanted, String old) throws IOException {
        String home = Objects.requireNonNull(wanted.home(), "a home that changes is declared");
        boolean isWritten =
                Accounts.read(root)
                        .user(wanted.name())
                        .filter(user -> user.home().equals(home))
                        .isPresent();
        try (Places places = root.places()) {
            return isWritten && isThere(old, places) && !isThere(home, places);
        }
    }

    private static boolean isThere(String home, Places places) throws IOException {
        return places.find(home).filter(Homes::isThere).isPresent();
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static String noHome(String home, String why) {
        return "home '%s' %s: give another, or do not let it be managed".formatted(home, why);
    }
}
