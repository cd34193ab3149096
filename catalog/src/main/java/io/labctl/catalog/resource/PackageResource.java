package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.error.InvalidInput;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A package of the machine's own package manager.
 *
 * @param version an exact version or a {@link VersionRange}, or {@link #LATEST}; null accepts any
 * @param held whether the package manager itself is to leave its version alone; null leaves that
 * @param purge whether the configuration of an absent package goes too
 * @param installOptions what the manager is given besides when it installs, as its command line has
 *     it
 */
public record PackageResource(
        String name,
        Presence ensure,
        @Nullable String version,
        @Nullable Boolean held,
        boolean purge,
        List<String> installOptions)
        implements Resource {
    public static final String TYPE = "package";

    /** The newest version that the machine's package lists offer. */
    public static final String LATEST = "latest";

    public PackageResource {
        Rules.packageName("package", name);
        if (version != null && !version.equals(LATEST)) {
            version = VersionRange.parse(version).toString();
        }
        if (ensure == Presence.ABSENT && Boolean.TRUE.equals(held)) {
            throw InvalidInput.inField(
                    "held", "package '%s' is to be absent, so it cannot be held".formatted(name));
        }
        installOptions = List.copyOf(installOptions);
        Rules.options("installOptions", installOptions);
        if (ensure == Presence.PRESENT && purge) {
            throw InvalidInput.inField(
                    "purge", "package '%s' is purged only when it is to be absent".formatted(name));
        }
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, name);
    }

    @JsonIgnore
    public boolean isLatest() {
        return LATEST.equals(version);
    }

    /** Empty when any version will do, or the newest is wanted. */
    @JsonIgnore
    public Optional<VersionRange> range() {
        return Optional.ofNullable(version)
                .filter(text -> !text.equals(LATEST))
                .map(VersionRange::parse);
    }

    /** Of a name with one, {@code name:arch}; a package's own name has no colon. */
    @JsonIgnore
    public Optional<String> architecture() {
        int colon = name.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(name.substring(colon + 1));
    }

    /** The address of the package by its name alone, which stands for the machine's own one. */
    @JsonIgnore
    public ResourceId withoutArchitecture() {
        return new ResourceId(TYPE, name.replaceFirst(":.*", ""));
    }

    /**
     * Whether the two might undo each other: one that takes any version takes the other's, two
     * versions or ranges have to be the same, and of a package that is to be away neither counts.
     */
    public boolean contradicts(PackageResource other) {
        return ensure != other.ensure
                || differ(held, other.held)
                || (ensure == Presence.PRESENT && differ(version, other.version));
    }

    private static boolean differ(@Nullable Object one, @Nullable Object other) {
        return one != null && other != null && !Objects.equals(one, other);
    }

    /** For messages: {@code present}, {@code absent}, the version or the range. */
    @JsonIgnore
    public String wanted() {
        String what =
                version == null || ensure == Presence.ABSENT
                        ? ensure.name().toLowerCase(Locale.ROOT)
                        : version;
        return held == null ? what : what + (held ? " and held" : " and not held");
    }
}
