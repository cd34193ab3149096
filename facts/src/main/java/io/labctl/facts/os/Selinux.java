package io.labctl.facts.os;

import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.MountTable;
import io.labctl.facts.source.Structure;
import java.util.List;
import java.util.Optional;

/**
 * The {@code selinux} part of {@code os}: from selinuxfs, where it is mounted, and {@code
 * /etc/selinux/config}.
 */
final class Selinux {
    private static final String CONFIG = "/etc/selinux/config";

    private Selinux() {}

    static boolean isEnabled(MachineFiles files) {
        return mount(files).isPresent() && !files.lines(CONFIG).isEmpty();
    }

    private static Optional<String> mount(MachineFiles files) {
        return MountTable.read(files).stream()
                .filter(entry -> entry.filesystem().equals("selinuxfs"))
                .map(MountTable.Mount::path)
                .findFirst();
    }

    static Structure read(MachineFiles files) {
        Optional<String> mount = mount(files);
        List<String> config = files.lines(CONFIG);
        if (mount.isEmpty() || config.isEmpty()) {
            return new Structure().with("enabled", false);
        }
        boolean enforced = files.value(mount.get() + "/enforce").equals(Optional.of("1"));
        return new Structure()
                .with("enabled", true)
                .with("enforced", enforced)
                .with("current_mode", enforced ? "enforcing" : "permissive")
                .maybe("policy_version", files.value(mount.get() + "/policyvers"))
                .maybe("config_mode", setting(config, "SELINUX="))
                .maybe("config_policy", setting(config, "SELINUXTYPE="));
    }

    private static Optional<String> setting(List<String> config, String start) {
        return config.stream()
                .filter(line -> line.startsWith(start))
                .reduce((_, last) -> last)
                .map(line -> line.substring(start.length()).strip());
    }
}
