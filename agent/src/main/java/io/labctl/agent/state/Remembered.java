package io.labctl.agent.state;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * One small value in one JSON file. A file that cannot be understood counts as none: it only tells
 * about the past, and a run must not fail because of it.
 */
public final class Remembered<T> {
    private final Path file;
    private final Class<T> type;
    private final JsonMapper json;

    public Remembered(Path file, Class<T> type, JsonMapper json) {
        this.file = file;
        this.type = type;
        this.json = json;
    }

    public Optional<T> read() throws IOException {
        try {
            String what = String.valueOf(file.getFileName());
            return Optional.of(WireJson.read(json, DurableFile.read(file), type, what));
        } catch (NoSuchFileException | InvalidInput e) {
            return Optional.empty();
        }
    }

    public void write(T value) throws IOException {
        DurableFile.write(file, json.writeValueAsBytes(value));
    }

    public void forget() throws IOException {
        Files.deleteIfExists(file);
    }
}
