package io.labctl.facts.system;

import io.labctl.facts.source.Environment;
import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Structure;
import java.util.SortedMap;

/** {@code path}: where this process looks for programs, from {@code /proc/self/environ}. */
public final class PathFacts implements FactSource {
    private final MachineFiles files;

    public PathFacts(MachineFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "path";
    }

    @Override
    public SortedMap<String, Object> gather() {
        return new Structure().maybe(name(), Environment.variable(files, "self", "PATH")).sorted();
    }
}
