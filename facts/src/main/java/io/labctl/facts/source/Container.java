package io.labctl.facts.source;

import java.util.Optional;

/**
 * The container that the machine's first process runs in, under the name that Facter 4 gives it.
 */
public final class Container {
    private Container() {}

    /**
     * By marks that a container cannot lose first, then by what the runtime told the first process.
     * {@code /.dockerenv} is no such mark: it also stands in machines that were made of an image.
     */
    public static Optional<String> runtime(MachineFiles files) {
        String cgroup = files.text("/proc/1/cgroup").orElse("");
        if (cgroup.contains("docker/")) {
            return Optional.of("docker");
        }
        if (cgroup.startsWith("/lxc/") || cgroup.contains(":/lxc/")) {
            return Optional.of("lxc");
        }
        if (files.exists("/run/.containerenv")) {
            return Optional.of("podman");
        }
        return Environment.variable(files, "1", "container")
                .or(() -> files.value("/run/systemd/container")) // readable without being root
                .flatMap(Container::known);
    }

    /** What counts where neither a runtime nor a hypervisor shows, as with virt-what(1). */
    public static Optional<String> dockerByMark(MachineFiles files) {
        return files.exists("/.dockerenv") ? Optional.of("docker") : Optional.empty();
    }

    private static Optional<String> known(String runtime) {
        return switch (runtime) {
            case "docker", "lxc", "lxc-virtwhat", "podman", "crio" -> Optional.of(runtime);
            case "systemd-nspawn" -> Optional.of("systemd_nspawn");
            default -> Optional.empty();
        };
    }
}
