package io.labctl.agent.facts;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.yaml.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** A file in the folder of external facts. */
final class FactFile {
    private static final int ROOT = 0;

    private FactFile() {}

    /**
     * What stands in it.
     *
     * @throws InvalidInput when it is a directory, device, socket or pipe
     */
    static byte[] bytes(Path file) throws IOException {
        mustBeFile(file);
        return SettingsFile.bytes(file);
    }

    /**
     * Refuses what must not be run with the agent's rights.
     *
     * @throws InvalidInput when it is no file, is not executable, or somebody besides root and the
     *     agent's own user may change it: itself, its folder, or those that a link leads to
     */
    static void mustBeProgram(Path file) throws IOException {
        mustBeFile(file);
        mustBeOurs(file.toAbsolutePath().resolveSibling(""));
        Path real = file.toRealPath();
        mustBeOurs(real.resolveSibling(""));
        mustBeOurs(real);
        if (!Files.isExecutable(file)) {
            throw new InvalidInput("it is not executable (chmod +x)");
        }
    }

    private static void mustBeFile(Path file) throws IOException {
        if (!Files.readAttributes(file, "isRegularFile").containsValue(true)) {
            throw new InvalidInput("it is not a file");
        }
    }

    private static void mustBeOurs(Path path) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
        if (mode.contains(PosixFilePermission.GROUP_WRITE)
                || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new InvalidInput(
                    "it is not run, for others than the owner may change '%s' (chmod go-w)"
                            .formatted(path));
        }
        long owner = userOf(path);
        if (owner != ROOT && owner != userOf(Path.of("/proc/self"))) {
            throw new InvalidInput(
                    "it is not run, for '%s' belongs to the user %d (chown root)"
                            .formatted(path, owner));
        }
    }

    private static long userOf(Path path) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:uid")).longValue();
    }
}
