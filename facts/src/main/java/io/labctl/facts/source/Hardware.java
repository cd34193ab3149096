package io.labctl.facts.source;

import java.util.Optional;

/**
 * The name of the machine's hardware as {@code uname -m} prints it, such as {@code x86_64} or
 * {@code aarch64}.
 */
public final class Hardware {
    private static final int ELF_START = 20;

    private Hardware() {}

    /**
     * From {@code /proc/sys/kernel/arch}; kernels before 6.1 lack it, there the running program's
     * ELF header tells.
     */
    public static Optional<String> name(MachineFiles files) {
        return files.value("/proc/sys/kernel/arch")
                .or(() -> files.bytes("/proc/self/exe", ELF_START).flatMap(Hardware::ofElf));
    }

    /** By e_machine of the ELF header (elf(5)); offset 5 tells the byte order. */
    private static Optional<String> ofElf(byte[] header) {
        if (header.length < ELF_START || header[0] != 0x7f || header[1] != 'E') {
            return Optional.empty();
        }
        boolean little = header[5] == 1;
        int machine = (header[little ? 18 : 19] & 0xff) | ((header[little ? 19 : 18] & 0xff) << 8);
        return switch (machine) {
            case 3 -> Optional.of("i686");
            case 21 -> Optional.of(little ? "ppc64le" : "ppc64");
            case 22 -> Optional.of("s390x");
            case 40 -> Optional.of("armv7l");
            case 62 -> Optional.of("x86_64");
            case 183 -> Optional.of("aarch64");
            case 243 -> Optional.of("riscv64");
            default -> Optional.empty();
        };
    }
}
