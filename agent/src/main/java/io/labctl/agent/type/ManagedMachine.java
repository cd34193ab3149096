package io.labctl.agent.type;

import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.agent.machine.PolicyLabels;
import io.labctl.agent.machine.Root;
import io.labctl.agent.type.pkg.AptPackages;
import io.labctl.agent.type.pkg.DnfPackages;
import io.labctl.agent.type.pkg.Packages;
import io.labctl.agent.type.service.InitServices;
import io.labctl.agent.type.service.Services;
import io.labctl.agent.type.service.SystemdServices;
import io.labctl.facts.Machine;
import java.nio.file.Files;

/** The doors to one machine. */
public record ManagedMachine(
        Root root, Commands commands, Packages packages, Services services, MonotonicTime time) {

    /** With the package manager and the service manager that this machine has. */
    public static ManagedMachine found(Root root, Commands commands, MonotonicTime time) {
        Services services =
                Files.isDirectory(root.at("/run/systemd/system")) // sd_booted(3)
                        ? new SystemdServices(commands)
                        : new InitServices(root, commands, time);
        return new ManagedMachine(root, commands, packages(root, commands, time), services, time);
    }

    public PolicyLabels labels() {
        return new PolicyLabels(root, commands, Machine.hasSelinux(root.path()));
    }

    /** By the family of the system: a Debian that has dnf installed too is managed by apt. */
    private static Packages packages(Root root, Commands commands, MonotonicTime time) {
        boolean rpm =
                switch (Machine.familyOf(root.path())) {
                    case "RedHat" -> true;
                    case "Debian" -> false;
                    default -> hasRpmOnly(root);
                };
        return rpm ? new DnfPackages(root, commands, time) : new AptPackages(commands, time);
    }

    private static boolean hasRpmOnly(Root root) {
        return !Files.exists(root.at("/var/lib/dpkg/status"))
                && Files.exists(root.at("/usr/bin/dnf"));
    }
}
