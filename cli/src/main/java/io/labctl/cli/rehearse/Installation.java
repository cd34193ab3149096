package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal is made from and where it keeps itself.
 *
 * @param dist the folder with {@code bin} and {@code lib} that this labctl was started from
 * @param javaHome the Java that runs this labctl, shown to the nodes too
 * @param state where the rehearsal's own folder is
 * @param home of the person, whose {@code .labctl} no node may see
 * @param bySudo whether the person is not root otherwise
 */
public record Installation(Path dist, Path javaHome, Path state, Path home, boolean bySudo) {
    private static final Path STATE = Path.of("/var/lib/labctl/rehearsal");

    /**
     * Finds the programs by what the start script said.
     *
     * @param dist the system property {@code labctl.home}; null when labctl was not started by its
     *     script
     * @param state what {@code LABCTL_REHEARSAL} says, so that rehearsals can stand beside each
     *     other; null for the usual place
     * @param sudoUser what {@code SUDO_USER} says; null without sudo
     */
    public static Installation of(
            @Nullable String dist,
            Path javaHome,
            @Nullable String state,
            Path home,
            @Nullable String sudoUser) {
        return new Installation(
                Optional.ofNullable(dist).map(Path::of).orElse(Path.of("")),
                javaHome,
                Optional.ofNullable(state)
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of)
                        .orElse(STATE)
                        .toAbsolutePath()
                        .normalize(),
                home,
                sudoUser != null && !sudoUser.equals("root"));
    }

    /**
     * Looks for the programs.
     *
     * @throws Unavailable when labd or lab-agent is not beside this labctl
     */
    void check() {
        List<String> missing =
                Stream.of("labd", "lab-agent")
                        .filter(name -> !Files.isExecutable(dist.resolve("bin").resolve(name)))
                        .toList();
        if (dist.toString().isEmpty() || !missing.isEmpty()) {
            throw new Unavailable(
                    "%s not found beside this labctl: start it by ./labctl in a checkout or by bin/labctl of a built one"
                            .formatted(
                                    missing.isEmpty()
                                            ? "its own folder"
                                            : String.join(" and ", missing)));
        }
    }

    StateFolder folder() {
        return new StateFolder(state);
    }

    /** What no node may see of the host; the usual place may hold another rehearsal. */
    List<Path> hidden() {
        return List.of(state, STATE, home.resolve(".labctl"));
    }
}
