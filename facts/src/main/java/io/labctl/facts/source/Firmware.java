package io.labctl.facts.source;

import java.util.Optional;

/** What the firmware says of the hardware (SMBIOS), as the kernel shows it in sysfs. */
public final class Firmware {
    private static final String DIRECTORY = "/sys/class/dmi/id/";

    private Firmware() {}

    /** One value by the name that the kernel gives it, such as {@code sys_vendor}. */
    public static Optional<String> value(String name, MachineFiles files) {
        return files.value(DIRECTORY + name);
    }
}
