package io.labctl.agent.disable;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether runs may be made, kept in a file. In doubt they may not: whoever has turned them off is
 * at work on the machine.
 */
public final class OffSwitch {
    private final Path file;
    private final JsonMapper json;

    public OffSwitch(Path file, JsonMapper json) {
        this.file = file;
        this.json = json;
    }

    /** Empty when runs may be made. */
    public Optional<Disabled> disabled() {
        String what = "'%s'".formatted(file);
        try {
            return Optional.of(WireJson.read(json, DurableFile.read(file), Disabled.class, what));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (InvalidInput e) {
            return notKnown(e.sentence());
        } catch (IOException e) {
            return notKnown(FileTrouble.sentence(e));
        }
    }

    private static Optional<Disabled> notKnown(String why) {
        return Optional.of(new Disabled("the reason is not known: " + why, null, null));
    }

    public void off(Disabled why) throws IOException {
        DurableFile.write(file, json.writeValueAsBytes(why));
    }

    /** False when it was on already. */
    boolean on() throws IOException {
        return Files.deleteIfExists(file);
    }
}
