package io.labctl.facts.virtual;

import io.labctl.facts.source.Container;
import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Structure;
import java.util.Set;
import java.util.SortedMap;

/** {@code virtual} and {@code is_virtual}: what this machine runs on. */
public final class VirtualFacts implements FactSource {
    private static final Set<String> PHYSICAL = Set.of("physical", "xen0");

    private final MachineFiles files;

    public VirtualFacts(MachineFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "virtual";
    }

    @Override
    public SortedMap<String, Object> gather() {
        String virtual =
                Container.runtime(files)
                        .or(() -> new Hypervisor(files).name())
                        .or(() -> Container.dockerByMark(files))
                        .orElse("physical");
        return new Structure()
                .with("virtual", virtual)
                .with("is_virtual", !PHYSICAL.contains(virtual))
                .sorted();
    }
}
