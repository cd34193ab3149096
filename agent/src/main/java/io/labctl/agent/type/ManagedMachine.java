package io.labctl.agent.type;

import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.agent.machine.Root;
import io.labctl.agent.type.pkg.AptPackages;
import io.labctl.agent.type.pkg.Packages;
import io.labctl.agent.type.service.InitServices;
import io.labctl.agent.type.service.Services;
import io.labctl.agent.type.service.SystemdServices;
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
        return new ManagedMachine(root, commands, new AptPackages(commands, time), services, time);
    }
}
