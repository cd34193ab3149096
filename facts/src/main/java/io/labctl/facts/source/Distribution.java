package io.labctl.facts.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The families of distributions that tell their release in different places. */
public enum Distribution {
    DEBIAN("Debian"),
    UBUNTU("Debian"),
    MINT("Debian"),
    REDHAT("RedHat"),
    OTHER("Linux");

    private static final Set<String> DEBIANS = Set.of("debian", "devuan", "elementary", "raspbian");
    private static final Set<String> UBUNTUS = Set.of("ubuntu");
    private static final Set<String> REDHATS =
            Set.of(
                    "rhel",
                    "fedora",
                    "amzn",
                    "centos",
                    "ol",
                    "scientific",
                    "meego",
                    "oel",
                    "ovs",
                    "azurelinux");

    private final String family;

    Distribution(String family) {
        this.family = family;
    }

    /**
     * The first of these os-release ids that is known decides: first a system's own, then those
     * that it is like.
     */
    public static Distribution of(List<String> ids) {
        return ids.stream()
                .map(Distribution::known)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(OTHER);
    }

    public String family() {
        return family;
    }

    private static Optional<Distribution> known(String id) {
        if (DEBIANS.contains(id)) {
            return Optional.of(DEBIAN);
        }
        if (UBUNTUS.contains(id)) {
            return Optional.of(UBUNTU);
        }
        if (id.equals("linuxmint")) {
            return Optional.of(MINT);
        }
        return REDHATS.contains(id) ? Optional.of(REDHAT) : Optional.empty();
    }
}
