package io.labctl.agent.type.pkg;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.VersionRange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings one package to another version, or away. A hold that the catalog asks for is lifted for
 * that and set again; one that it does not speak of is somebody's decision on the machine.
 */
final class Installation {
    /** What a change of one comes from that is not there. */
    static final String ABSENT = "absent";

    private final Packages packages;

    Installation(Packages packages) {
        this.packages = packages;
    }

    void bring(PackageResource wanted, Change change) throws IOException {
        String name = wanted.name();
        if (!packages.held(List.of(name)).contains(name)) {
            change(wanted, change);
            return;
        }
        requireLeave(wanted, change);
        packages.release(name);
        try {
            change(wanted, change);
        } finally {
            packages.hold(name);
        }
    }

    /** Refuses what {@link #bring} would, as far as looking tells. */
    void requirePossible(PackageResource wanted, Change change) throws IOException {
        String name = wanted.name();
        if (packages.held(List.of(name)).contains(name)) {
            requireLeave(wanted, change);
        }
        if (wanted.ensure() == Presence.PRESENT) {
            if (packages.lacks(name, wanted.installOptions())) {
                throw none(name);
            }
            if (!packages.listsTell()) {
                packages.requireOthersInOrder(
                        new PackageChange.Installed(name, null, wanted.installOptions()));
                return;
            }
            packages.requireOthersInOrder(installed(wanted, change));
        }
        try {
            othersAfter(wanted, change);
        } catch (Unavailable _) { // a run that is none tries all the same, and says why it failed
            return;
        }
    }

    /**
     * What there would be of the other packages that {@link #bring} touches, by the lists as they
     * are.
     *
     * @throws Unavailable when the manager cannot tell; whatever else it throws is a refusal
     */
    Map<String, FoundPackage> othersAfter(PackageResource wanted, Change change)
            throws IOException {
        return packages.othersAfter(asked(wanted, change));
    }

    /** {@link Packages#othersIfForced}. */
    Map<String, FoundPackage> othersIfForced(PackageResource wanted, Change change)
            throws IOException {
        return packages.othersIfForced(asked(wanted, change));
    }

    private PackageChange asked(PackageResource wanted, Change change) throws IOException {
        return wanted.ensure() == Presence.ABSENT
                ? new PackageChange.Removed(wanted.name(), wanted.purge())
                : installed(wanted, change);
    }

    /** What {@link #bring} would ask for, of a package that is to be there. */
    PackageChange.Installed installed(PackageResource wanted, Change change) throws IOException {
        Optional<VersionRange> range = wanted.range();
        Optional<String> kept = kept(wanted, change);
        String version =
                kept.isPresent()
                        ? kept.get()
                        : range.isPresent()
                                ? requireOffered(wanted, range.get())
                                : chosen(wanted, change);
        return new PackageChange.Installed(wanted.name(), version, wanted.installOptions());
    }

    private static void requireLeave(PackageResource wanted, Change change) {
        if (wanted.held() == null) {
            boolean isRemoval = wanted.ensure() == Presence.ABSENT;
            throw new Conflict(
                    "package '%s' is held on the machine, so it is not %s: release it there, or declare %s"
                            .formatted(
                                    wanted.name(),
                                    isRemoval
                                            ? "removed"
                                            : "brought from %s to %s"
                                                    .formatted(change.from(), change.to()),
                                    isRemoval ? "notHeld()" : "hold() or notHeld()"));
        }
    }

    private void change(PackageResource wanted, Change change) throws IOException {
        if (wanted.ensure() == Presence.ABSENT) {
            packages.remove(wanted.name(), wanted.purge());
        } else {
            packages.install(wanted.name(), version(wanted, change), wanted.installOptions());
        }
    }

    private @Nullable String version(PackageResource wanted, Change change) throws IOException {
        Optional<String> kept = kept(wanted, change);
        if (kept.isPresent()) {
            return kept.get();
        }
        Optional<VersionRange> range = wanted.range();
        return range.isPresent() ? best(wanted, range.get()) : chosen(wanted, change);
    }

    /** Of one that is there and not in order, its version where that is as wanted. */
    private Optional<String> kept(PackageResource wanted, Change change) throws IOException {
        boolean isThere =
                change.property().equals(PackageType.ENSURE) && !ABSENT.equals(change.from());
        if (!isThere || wanted.isLatest()) {
            return Optional.empty();
        }
        return Optional.ofNullable(packages.found(List.of(wanted.name())).get(wanted.name()))
                .map(FoundPackage::version)
                .filter(version -> wanted.range().map(it -> holds(it, version)).orElse(true));
    }

    private boolean holds(VersionRange range, String version) {
        return range.contains(bound -> packages.compare(version, bound));
    }

    /** Where there is no range; null leaves it to the manager. */
    private static @Nullable String chosen(PackageResource wanted, Change change) {
        return wanted.isLatest() && !PackageResource.LATEST.equals(change.to())
                ? change.to()
                : null;
    }

    private String best(PackageResource wanted, VersionRange range) throws IOException {
        Optional<String> best = best(offered(wanted), range);
        if (best.isPresent()) {
            return best.get();
        }
        packages.refreshed();
        return requireOffered(wanted, range);
    }

    /** The best in the range by the lists as they are. */
    private String requireOffered(PackageResource wanted, VersionRange range) throws IOException {
        List<String> offered = offered(wanted);
        return best(offered, range).orElseThrow(() -> noneIn(range, wanted.name(), offered));
    }

    private static NotFound noneIn(VersionRange range, String name, List<String> offered) {
        return offered.isEmpty()
                ? none(name)
                : new NotFound(
                        "no version of package '%s' is %s: the package lists have %s"
                                .formatted(name, range, String.join(", ", offered)));
    }

    private List<String> offered(PackageResource wanted) throws IOException {
        return packages.offered(wanted.name(), wanted.installOptions());
    }

    /**
     * Of one that would take another out of what the catalog declares of it. Of two that are to be
     * there, in the same words whether the other one would go or get another version: that depends
     * on which of them is there already.
     *
     * @param then what there would be of the other
     */
    static Conflict undone(PackageResource wanted, PackageResource other, FoundPackage then) {
        boolean isRemoval = wanted.ensure() == Presence.ABSENT && then.version() == null;
        if (isRemoval || isOfAnyVersion(other)) {
            return new Conflict(
                    "%s, for package '%s' would go with that, and the catalog wants it too: leave one of them out"
                            .formatted(refusal(wanted), other.name()));
        }
        return other.ensure() == Presence.ABSENT
                ? brought(wanted, other, then)
                : new Conflict(
                        "%s, for package '%s' cannot be %s with that, and the catalog wants it so: let their versions agree, or leave one of them out"
                                .formatted(refusal(wanted), other.name(), other.wanted()));
    }

    private static boolean isOfAnyVersion(PackageResource other) {
        return other.ensure() == Presence.PRESENT && other.range().isEmpty();
    }

    private static Conflict brought(
            PackageResource wanted, PackageResource other, FoundPackage then) {
        return new Conflict(
                "%s, for package '%s' would be brought to %s with that, and the catalog wants it to be %s: leave one of them out, or give it install options that leave out what is only recommended"
                        .formatted(refusal(wanted), other.name(), then.version(), other.wanted()));
    }

    private static String refusal(PackageResource wanted) {
        if (wanted.ensure() == Presence.ABSENT) {
            return "package '%s' is not removed".formatted(wanted.name());
        }
        return wanted.version() == null
                ? "package '%s' is not installed".formatted(wanted.name())
                : "package '%s' is not brought to %s".formatted(wanted.name(), wanted.version());
    }

    static NotFound none(String name) {
        return new NotFound("no package '%s' in the package lists".formatted(name));
    }

    /** The manager's own choice where that will do; it knows of pins and priorities. */
    private Optional<String> best(List<String> offered, VersionRange range) {
        List<String> fit =
                offered.stream()
                        .filter(each -> range.contains(bound -> packages.compare(each, bound)))
                        .toList();
        return !fit.isEmpty() && fit.getFirst().equals(offered.getFirst())
                ? Optional.of(fit.getFirst())
                : fit.stream().max(packages::compare);
    }
}
