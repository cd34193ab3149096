package io.labctl.catalog.module;

import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Declares a {@link PackageResource}. */
public final class PackageDeclaration extends Declaration<PackageDeclaration> {
    private final String name;
    private Presence ensure = Presence.PRESENT;
    private @Nullable String version;
    private @Nullable Boolean held;
    private boolean purge;
    private List<String> installOptions = List.of();

    PackageDeclaration(String name) {
        super(PackageResource.TYPE, name);
        this.name = named("name", name);
    }

    /**
     * Keeps the package at one version, {@code 1.24.0-1}, or within a range, {@code >= 1.22, <
     * 1.26}, whose bounds ({@code >=}, {@code >}, {@code <=}, {@code <}, {@code =}) all hold.
     * Versions are compared as dpkg or rpm compares them, epochs included; with rpm a version
     * without a release stands for all its releases. Bounds that exclude each other by the rules of
     * both, {@code >= 2, < 1}, are refused when the catalog is compiled. An installed version in
     * the range is left alone. Else the package is brought up or down to the version that the
     * manager would choose, or, when that is not in the range, to the newest in it; when none is to
     * be had, the resource fails and tells which ones are; a no-op run tells it where the lists are
     * young, apt's of less than 6 hours, dnf's fetched anew by this agent in the last 10 minutes.
     */
    public PackageDeclaration version(String exactOrRange) {
        notBoth("version", "latest", PackageResource.LATEST.equals(version));
        notBoth("version", "absent", ensure == Presence.ABSENT);
        return set("version", exactOrRange, each -> this.version = each);
    }

    /**
     * Upgrades the package whenever the machine's package lists offer a newer version. apt's lists
     * are fetched anew for this when nobody has done so for 6 hours, in a no-op run too; dnf's when
     * they expire ({@code metadata_expire}).
     */
    public PackageDeclaration latest() {
        notBoth("latest", "version", isOfVersion());
        notBoth("latest", "absent", ensure == Presence.ABSENT);
        this.version = PackageResource.LATEST;
        return this;
    }

    private boolean isOfVersion() {
        return version != null && !version.equals(PackageResource.LATEST);
    }

    /**
     * Removes the package and what depends on it; configuration that people changed is kept. Names
     * without an architecture stand for all of them on the Fedora family.
     */
    public PackageDeclaration absent() {
        notBoth("absent", "version", isOfVersion());
        notBoth("absent", "latest", PackageResource.LATEST.equals(version));
        this.ensure = Presence.ABSENT;
        return this;
    }

    /**
     * Of an absent package, removes the configuration too, also while another package is not in
     * order. rpm has nothing of the kind: it keeps the files that people changed, renamed.
     */
    public PackageDeclaration purge() {
        this.purge = true;
        return this;
    }

    /**
     * Keeps the manager's own upgrades away from the package ({@code apt-mark hold}, {@code dnf
     * versionlock}, which needs dnf's plugin of that name). When the version declared here wants a
     * change, the hold is lifted for it and set again.
     */
    public PackageDeclaration hold() {
        notBoth("hold", "notHeld", Boolean.FALSE.equals(held));
        this.held = true;
        return this;
    }

    /**
     * Lifts a hold. When neither this nor {@code hold()} is declared, a package that somebody holds
     * is left as it is, and the resource fails when it would have to change.
     */
    public PackageDeclaration notHeld() {
        notBoth("notHeld", "hold", Boolean.TRUE.equals(held));
        this.held = false;
        return this;
    }

    /**
     * Options of {@code apt-get install} or {@code dnf install} besides our own, each word for
     * itself: {@code "-t", "bookworm-backports"}, {@code "--no-install-recommends"}, {@code
     * "--enablerepo=epel"}. They count when the package is installed, upgraded or downgraded, not
     * when it is removed. With dnf, {@code --enablerepo=}, {@code --disablerepo=}, {@code --repo=}
     * and {@code --disableexcludes=}, written in one word, count as well where it is looked up
     * which versions there are. With apt they do not: a target release decides what a new package
     * gets, while {@code latest()} goes by apt's own candidate. Answers to a package's questions
     * (debconf) are given by an {@code exec} of {@code debconf-set-selections} that the package
     * comes {@code after}. A package that is a file, a .deb or .rpm of {@code files/}, is put on
     * the machine as a {@code file} and installed by an {@code exec} of {@code apt-get install -y
     * /path/x.deb} or {@code dnf install -y /path/x.rpm} with {@code unless}.
     */
    public PackageDeclaration installOptions(String... words) {
        return setAll("installOptions", words, all -> this.installOptions = all);
    }

    @Override
    Resource resource() {
        return new PackageResource(name, ensure, version, held, purge, installOptions);
    }

    @Override
    PackageDeclaration self() {
        return this;
    }
}
