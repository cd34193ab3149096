package io.labctl.agent.config;

import io.labctl.agent.state.FileTrouble;
import io.labctl.catalog.error.InvalidInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code agent.yaml}. */
public final class ConfigFile {
    private static final int LONGEST = 64 * 1024;

    private ConfigFile() {}

    /**
     * Reads the file and checks it whole.
     *
     * @param given the file that was asked for; empty means the usual one, which may be missing
     * @throws InvalidInput with all faults of the file, one per line
     */
    public static AgentConfig load(Optional<Path> given) {
        Path file = given.orElse(AgentConfig.DEFAULT_FILE);
        if (given.isEmpty() && !Files.exists(file)) {
            return AgentConfig.defaults();
        }
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new InvalidInput("'%s' is larger than %d bytes".formatted(file, LONGEST));
            }
            return parse(file, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InvalidInput("config not readable: " + FileTrouble.sentence(e), e);
        }
    }

    static AgentConfig parse(Path file, String text) {
        var settings = Settings.parse(file.toString(), text);
        AgentConfig config = new ConfigReader(settings, file).config();
        settings.refuseFaults();
        return config;
    }
}
