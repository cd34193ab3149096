package io.labctl.facts.hardware;

import io.labctl.facts.source.CpuInfo;
import io.labctl.facts.source.MachineFiles;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the processors are arranged, as {@code lscpu} counts it.
 *
 * @param sockets physical packages; 0 when nothing tells
 */
record CpuTopology(long sockets, long coresPerSocket, long threadsPerCore) {
    private static final String DIRECTORY = "/sys/devices/system/cpu/";
    private static final Pattern CPU = Pattern.compile("cpu\\d+");

    /**
     * By cpuinfo where it says so (x86), else by each processor's {@code topology} folder in sysfs.
     */
    static CpuTopology of(CpuInfo cpus, MachineFiles files) {
        long sockets = Set.copyOf(cpus.values("physical id")).size();
        Optional<Long> cores = cpus.number("cpu cores");
        Optional<Long> siblings = cpus.number("siblings");
        if (sockets > 0 && cores.isPresent() && siblings.isPresent()) {
            return new CpuTopology(sockets, cores.get(), Math.max(1, siblings.get() / cores.get()));
        }
        return ofSysfs(files, Math.max(1, cpus.values("processor").size()));
    }

    private static CpuTopology ofSysfs(MachineFiles files, long processors) {
        Set<String> packages = new HashSet<>();
        Set<String> cores = new HashSet<>();
        List<String> names =
                files.names(DIRECTORY).stream()
                        .filter(name -> CPU.matcher(name).matches())
                        .toList();
        for (String name : names) {
            String topology = DIRECTORY + name + "/topology/";
            files.value(topology + "physical_package_id").ifPresent(packages::add);
            files.value(topology + "thread_siblings_list").ifPresent(cores::add);
        }
        long allCores = cores.isEmpty() ? processors : cores.size();
        return new CpuTopology(
                packages.size(),
                Math.max(1, allCores / Math.max(1, packages.size())),
                Math.max(1, processors / allCores));
    }
}
