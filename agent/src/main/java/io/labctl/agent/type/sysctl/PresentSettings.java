package io.labctl.agent.type.sysctl;

import io.labctl.agent.machine.Root;
import io.labctl.agent.present.Present;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SysctlName;
import io.labctl.catalog.resource.SysctlResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Settings of the kernel as they are now. The kernel has a thousand, of which some tell something
 * else whenever they are read; all means those that files of sysctl.d(5) set.
 */
public final class PresentSettings implements Present {
    private final Root root;
    private final SysctlType type;

    public PresentSettings(Root root, SysctlType type) {
        this.root = root;
        this.type = type;
    }

    @Override
    public void requireName(String name) {
        new SysctlName(name);
    }

    @Override
    public List<Resource> named(Collection<String> names) throws IOException {
        var there = new ArrayList<Resource>();
        for (String name : names) {
            SysctlResource asked = setting(name, "?");
            mustBeForAll(type.inKernel(asked));
            Setting found = type.observe(List.of(asked)).get(asked);
            if (found != null) {
                found.now()
                        .filter(value -> !value.isEmpty())
                        .ifPresent(value -> there.add(setting(name, value)));
            }
        }
        return there;
    }

    /** Whoever asks from afar need not be root on the machine. */
    private static void mustBeForAll(Path file) throws IOException {
        if (Files.isRegularFile(file)
                && !Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            throw new InvalidInput("not everybody on the machine may read it");
        }
    }

    private static SysctlResource setting(String name, String value) {
        return new SysctlResource(name, Presence.PRESENT, value, true, false);
    }

    @Override
    public Optional<List<String>> names() throws IOException {
        return Optional.of(
                SettingsFiles.read(root).all().stream()
                        .flatMap(file -> file.values().keySet().stream())
                        .distinct()
                        .sorted()
                        .toList());
    }
}
