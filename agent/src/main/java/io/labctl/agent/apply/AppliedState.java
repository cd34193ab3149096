package io.labctl.agent.apply;

import io.labctl.catalog.file.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file in which the agent keeps, from run to run, what it has applied and what it still owes.
 */
public final class AppliedState {
    private static final Logger log = LoggerFactory.getLogger(AppliedState.class);

    private final Path file;
    private final JsonMapper json;

    public AppliedState(Path file, JsonMapper json) {
        this.file = file;
        this.json = json;
    }

    /**
     * What the file holds.
     *
     * @param applied by address, the SHA-256 of the resource as it was last applied with success
     * @param pending by address, who notified it; not acted upon yet
     */
    record Content(
            SortedMap<String, String> applied, SortedMap<String, SortedSet<String>> pending) {
        Content {
            applied = Collections.unmodifiableSortedMap(new TreeMap<>(applied));
            pending = Collections.unmodifiableSortedMap(new TreeMap<>(pending));
        }

        static Content empty() {
            return new Content(new TreeMap<>(), new TreeMap<>());
        }
    }

    JsonMapper json() {
        return json;
    }

    /** Nothing when there is no such file yet, or when it cannot be understood. */
    Content read() {
        try {
            return json.readValue(Files.readAllBytes(file), Content.class);
        } catch (NoSuchFileException _) {
            return Content.empty();
        } catch (IOException | JacksonException e) {
            log.atWarn().addKeyValue("file", file).setCause(e).log("applied state is not readable");
            return Content.empty();
        }
    }

    void write(Content content) throws IOException {
        DurableFile.write(file, json.writeValueAsBytes(content));
    }
}
