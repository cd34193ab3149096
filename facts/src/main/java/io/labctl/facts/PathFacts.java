package io.labctl.facts;

import java.util.SortedMap;

/** {@code path}: where this process looks for programs, from {@code /proc/self/environ}. */
final class PathFacts implements FactSource {
    private final MachineFiles files;

    PathFacts(MachineFiles files) {
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
