package io.labctl.agent.facts;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.yaml.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** A file in the folder of external facts. */
final class FactFile {
    private FactFile() {}

    /**
     * What stands in it.
     *
     * @throws InvalidInput when it is a directory, device, socket or pipe
     */
    static byte[] bytes(Path file) throws IOException {
        attributes(file);
        return SettingsFile.bytes(file);
    }

    /**
     * Refuses what must not be run with the agent's rights.
     *
     * @throws InvalidInput when it is no file, not executable, or others than its owner may change
     *     it
     */
    static void mustBeProgram(Path file) throws IOException {
        Set<PosixFilePermission> mode = attributes(file).permissions();
        if (mode.contains(PosixFilePermission.GROUP_WRITE)
                || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new InvalidInput(
                    "others than its owner may change it, so it is not run (chmod go-w)");
        }
        if (!Files.isExecutable(file)) {
            throw new InvalidInput("it is not executable (chmod +x)");
        }
    }

    private static PosixFileAttributes attributes(Path file) throws IOException {
        var attributes = Files.readAttributes(file, PosixFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new InvalidInput("it is not a file");
        }
        return attributes;
    }
}
