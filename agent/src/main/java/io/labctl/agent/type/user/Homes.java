package io.labctl.agent.type.user;

import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;

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
     * usermod(8) writes the new home into passwd(5) before it finds that it cannot move the old.
     */
    void mustTake(UserResource wanted, String oldHome) {
        String home = Objects.requireNonNull(wanted.home(), "a home that changes is declared");
        if (isThere(home)) {
            throw new Conflict(
                    "home '%s' is there already, so '%s' cannot be moved to it: move one of them away by hand, or set manage-home to false"
                            .formatted(home, oldHome));
        }
        Path above = root.at(home).getParent();
        if (above != null && !Files.isDirectory(above)) {
            throw new Conflict(
                    "home '%s' cannot be moved to '%s', for '%s' is no directory: declare it, and the user after it"
                            .formatted(oldHome, home, root.nameOf(above)));
        }
    }

    boolean isThere(String home) {
        return isThere(root.at(home));
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static String noHome(String home, String why) {
        return "home '%s' %s: give another, or set manage-home to false".formatted(home, why);
    }
}
