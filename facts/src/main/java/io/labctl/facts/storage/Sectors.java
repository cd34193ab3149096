package io.labctl.facts.storage;

import io.labctl.facts.source.MachineFiles;
import java.util.Optional;

/**
 * The size of block devices, which sysfs gives in sectors of 512 bytes whatever the device's own
 * are.
 */
final class Sectors {
    private static final long BYTES = 512;

    private Sectors() {}

    static Optional<Long> bytes(MachineFiles files, String folder) {
        return files.number(folder + "/size")
                .filter(sectors -> sectors >= 0)
                .map(sectors -> Math.multiplyExact(sectors, BYTES));
    }
}
