package io.labctl.catalog.resource;

/**
 * An exact version of a package (Debian Policy, section 5.6.12; rpm-version(7)): {@code
 * [epoch:]upstream[-revision]}, starting with a digit.
 */
public record PackageVersion(String value) {
    public PackageVersion {
        Rules.packageVersion("version", value);
    }

    /** Whether a text is such a version. */
    public static boolean isOne(String text) {
        return Rules.isPackageVersion(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
