package io.labctl.catalog.resource;

/**
 * The name of a package as Debian (Debian Policy, section 5.6.1) and Fedora allow it, and for one
 * of another architecture {@code name:arch}.
 */
public record PackageName(String value) implements Comparable<PackageName> {
    public PackageName {
        Rules.packageName("package", value);
    }

    /** Its address in a catalog. */
    public ResourceId id() {
        return new ResourceId(PackageResource.TYPE, value);
    }

    @Override
    public int compareTo(PackageName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
