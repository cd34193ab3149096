package io.labctl.facts.os;

import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Structure;
import java.util.Optional;
import java.util.SortedMap;

/**
 * {@code fips_enabled}: the kernel's cryptography is in FIPS mode, from {@code
 * /proc/sys/crypto/fips_enabled}.
 */
public final class FipsFacts implements FactSource {
    private final MachineFiles files;

    public FipsFacts(MachineFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "fips_enabled";
    }

    @Override
    public SortedMap<String, Object> gather() {
        boolean enabled = files.value("/proc/sys/crypto/fips_enabled").equals(Optional.of("1"));
        return new Structure().with(name(), enabled).sorted();
    }
}
