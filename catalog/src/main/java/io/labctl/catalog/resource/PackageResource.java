package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A package of the machine's own package manager.
 *
 * @param version the exact version as the package manager writes it; null accepts any
 */
public record PackageResource(String name, Presence ensure, @Nullable String version)
        implements Resource {
    public static final String TYPE = "package";

    public PackageResource {
        Rules.packageName("package", name);
        Rules.packageVersion("version", version);
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, name);
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
     * Whether no package could be as both want it; one that takes any version takes the other's,
     * and of a package that is to be away no version counts.
     */
    public boolean contradicts(PackageResource other) {
        return ensure != other.ensure
                || (ensure == Presence.PRESENT
                        && version != null
                        && other.version != null
                        && !version.equals(other.version));
    }

    /** For messages: {@code present}, {@code absent} or the version. */
    @JsonIgnore
    public String wanted() {
        return version == null || ensure == Presence.ABSENT
                ? ensure.name().toLowerCase(Locale.ROOT)
                : version;
    }
}
