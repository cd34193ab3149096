package io.labctl.catalog.module;

/** Architectures as dpkg(1) calls them, which are not always the kernel's names. */
final class DebianArchitecture {
    /** Of packages that fit every machine; apt-get(8) takes it for the machine's own. */
    static final String ANY = "all";

    private DebianArchitecture() {}

    /**
     * The name in dpkg's table of architectures.
     *
     * @param fact {@code os.architecture}: the kernel's name, or already dpkg's, as Facter gives it
     *     for two of them
     */
    static String of(String fact) {
        return switch (fact) {
            case "x86_64" -> "amd64";
            case "i486", "i586", "i686" -> "i386";
            case "aarch64" -> "arm64";
            case "armv7l", "armv8l" -> "armhf";
            case "ppc64le" -> "ppc64el";
            case "loongarch64" -> "loong64";
            default -> fact; // as riscv64 and s390x, which both call alike
        };
    }
}
