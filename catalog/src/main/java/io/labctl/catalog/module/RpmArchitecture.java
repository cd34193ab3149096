package io.labctl.catalog.module;

/** Architectures as rpm(8) calls them in the names of packages. */
final class RpmArchitecture {
    /** Of packages that fit every machine. */
    static final String ANY = "noarch";

    private RpmArchitecture() {}

    /**
     * @param fact {@code os.architecture}: mostly the kernel's name already
     */
    static String of(String fact) {
        return switch (fact) {
            case "amd64" -> "x86_64";
            case "i386", "i486", "i586" -> "i686";
            case "armv7l", "armv8l" -> "armv7hl";
            default -> fact; // as aarch64, ppc64le, s390x and riscv64, which both call alike
        };
    }
}
