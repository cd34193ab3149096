package io.labctl.facts.virtual;

import io.labctl.facts.source.Container;
import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.Firmware;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Structure;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code hypervisors}: what is known of the container and of the hypervisor that this machine runs
 * in; an empty structure where that is nothing but its name.
 */
public final class HypervisorFacts implements FactSource {
    private static final Pattern DOCKER = Pattern.compile("docker[/-]([0-9a-f]{64})");
    private static final Pattern LXC = Pattern.compile("(?:^|:)/lxc/([^/\n]+)");

    private final MachineFiles files;

    public HypervisorFacts(MachineFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "hypervisors";
    }

    @Override
    public SortedMap<String, Object> gather() {
        var found = new Structure();
        Container.runtime(files).ifPresent(runtime -> container(runtime, found));
        new Hypervisor(files).name().ifPresent(hypervisor -> hypervisor(hypervisor, found));
        return new Structure().nested(name(), found).sorted();
    }

    private void container(String runtime, Structure found) {
        switch (runtime) {
            case "docker" -> found.nested(runtime, new Structure().maybe("id", cgroup(DOCKER)));
            case "lxc" -> found.with(runtime, new Structure().maybe("name", cgroup(LXC)).sorted());
            case "systemd_nspawn" ->
                    found.with(
                            runtime,
                            new Structure().maybe("id", files.value("/etc/machine-id")).sorted());
            default -> {} // Facter knows no more of it than its name
        }
    }

    private Optional<String> cgroup(Pattern mark) {
        Matcher found = mark.matcher(files.text("/proc/1/cgroup").orElse(""));
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private void hypervisor(String hypervisor, Structure found) {
        switch (hypervisor) {
            case "kvm", "gce" -> found.with("kvm", cloud().sorted());
            case "vmware", "virtualbox", "hyperv" ->
                    found.with(hypervisor, new Structure().sorted());
            case "xen0", "xenu", "xenhvm" ->
                    found.with(
                            "xen",
                            new Structure()
                                    .with("context", hypervisor.equals("xenhvm") ? "hvm" : "pv")
                                    .with("privileged", hypervisor.equals("xen0"))
                                    .sorted());
            default -> {}
        }
    }

    /** Whose machine it is, by its maker in SMBIOS. */
    private Structure cloud() {
        String maker = Firmware.value("sys_vendor", files).orElse("");
        var cloud = new Structure();
        if (maker.equals("Google")) {
            return cloud.with("google", true);
        }
        if (maker.startsWith("OpenStack")) {
            return cloud.with("openstack", true);
        }
        return maker.startsWith("Amazon") ? cloud.with("amazon", true) : cloud;
    }
}
