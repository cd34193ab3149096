package io.labctl.agent.config;

import io.labctl.catalog.bind.Parameters;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.file.BrokenLink;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.yaml.SettingsFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code agent.yaml}. */
public final class ConfigFile {
    private static final Parameters<AgentSettings> FORM = Parameters.of(AgentSettings.class);

    private ConfigFile() {}

    /**
     * Reads the file and checks it whole.
     *
     * @param given the file that was asked for; empty means the usual one, which may be missing
     * @throws InvalidInput with all faults of the file, one per line
     */
    public static AgentConfig load(Optional<Path> given) {
        return load(given.orElse(AgentConfig.DEFAULT_FILE), given.isEmpty());
    }

    static AgentConfig load(Path file, boolean mayBeMissing) {
        try {
            return parse(file, SettingsFile.bytes(file));
        } catch (NoSuchFileException e) {
            Optional<String> broken = BrokenLink.reason(file);
            if (mayBeMissing && broken.isEmpty()) {
                return parse(file, new byte[0]);
            }
            throw notReadable(
                    "'%s': %s".formatted(file, broken.orElseGet(() -> FileTrouble.reason(e))), e);
        } catch (IOException e) {
            throw notReadable(FileTrouble.sentence(FileTrouble.at(file, e)), e);
        }
    }

    private static InvalidInput notReadable(String why, IOException cause) {
        return new InvalidInput("config not readable: " + why, cause);
    }

    static AgentConfig parse(Path file, byte[] bytes) {
        return SettingsFile.bind(file.toString(), bytes, FORM).orThrow().config(file);
    }
}
