package io.labctl.facts.os;

import io.labctl.facts.source.Distribution;
import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.Hardware;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.OsRelease;
import io.labctl.facts.source.Structure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code os}: the distribution by its release files, the hardware by the kernel, and SELinux. */
public final class OsFacts implements FactSource {
    /** Its major number alone, as Facter 4 reads it. */
    private static final Pattern MINT_RELEASE = Pattern.compile("(?m)^RELEASE=(\\d+)");

    private static final Pattern AZURE_BUILD = Pattern.compile("AZURELINUX_BUILD_NUMBER=([0-9.]+)");

    private final MachineFiles files;

    public OsFacts(MachineFiles files) {
        this.files = files;
    }

    /** Whether its kernel has SELinux on. */
    public static boolean hasSelinux(MachineFiles files) {
        return Selinux.isEnabled(files);
    }

    @Override
    public String name() {
        return "os";
    }

    @Override
    public SortedMap<String, Object> gather() {
        OsRelease release = OsRelease.read(files);
        Distribution distribution = release.distribution();
        Optional<RedHatRelease> redHat =
                distribution == Distribution.REDHAT ? RedHatRelease.read(files) : Optional.empty();
        Optional<String> hardware = Hardware.name(files);
        Structure os =
                new Structure()
                        .maybe("name", release.systemName().or(() -> redHat.map(RedHatRelease::id)))
                        .with("family", distribution.family())
                        .maybe("hardware", hardware)
                        .maybe(
                                "architecture",
                                hardware.map(name -> architecture(name, distribution)))
                        .nested("release", release(release, distribution, redHat))
                        .nested("distro", distro(release, distribution, redHat))
                        .nested("selinux", Selinux.read(files));
        return new Structure().nested(name(), os).sorted();
    }

    private static String architecture(String hardware, Distribution distribution) {
        boolean debian = distribution.family().equals("Debian");
        return switch (hardware) {
            case "x86_64" -> debian ? "amd64" : hardware;
            case "i386", "i486", "i586", "i686" -> "i386";
            default -> hardware;
        };
    }

    private Structure distro(
            OsRelease release, Distribution distribution, Optional<RedHatRelease> redHat) {
        Structure distro =
                new Structure().nested("release", release(release, distribution, redHat));
        if (redHat.isPresent()) {
            return distro.with("id", redHat.get().id())
                    .with("description", redHat.get().description())
                    .maybe("codename", redHat.get().codename());
        }
        return distro.maybe("id", release.value("ID").map(OsFacts::capitalised))
                .maybe("description", release.value("PRETTY_NAME"))
                .maybe("codename", release.value("VERSION_CODENAME"));
    }

    private Structure release(
            OsRelease release, Distribution distribution, Optional<RedHatRelease> redHat) {
        return switch (distribution) {
            case DEBIAN ->
                    parts(files.value("/etc/debian_version").or(() -> release.value("VERSION_ID")));
            case REDHAT ->
                    parts(
                            inFile("/etc/azurelinux-release", AZURE_BUILD)
                                    .or(() -> redHat.flatMap(RedHatRelease::version))
                                    .or(release::versionId));
            case MINT -> parts(inFile("/etc/linuxmint/info", MINT_RELEASE).or(release::versionId));
            case UBUNTU,
                    OTHER -> // 22.04 and 22.10 are two releases: Facter has the whole version as
                    // major
                    new Structure()
                            .maybe("full", release.versionId())
                            .maybe("major", release.versionId());
        };
    }

    private Optional<String> inFile(String path, Pattern version) {
        return files.value(path)
                .map(version::matcher)
                .filter(Matcher::find)
                .map((MatchResult found) -> found.group(1));
    }

    private static Structure parts(Optional<String> version) {
        List<String> parts = version.map(full -> List.of(full.split("\\.", -1))).orElse(List.of());
        Structure release =
                new Structure().maybe("full", version).maybe("major", parts.stream().findFirst());
        return parts.size() < 2
                ? release
                : release.with("minor", parts.get(1).replaceFirst("^0([1-9])", "$1"));
    }

    private static String capitalised(String id) {
        return id.substring(0, 1).toUpperCase(Locale.ROOT)
                + id.substring(1).toLowerCase(Locale.ROOT);
    }
}
