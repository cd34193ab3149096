package io.labctl.agent.apply;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file in which the agent keeps, from run to run, what it has applied and what it still owes.
 */
public final class AppliedState {
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
     * @param pending by address, who asked for its restart; not acted upon yet
     * @param reloads by address, who asked for its reload; not acted upon yet
     * @param catalog the SHA-256 of the catalog that all of {@code applied} are of; null where some
     *     may be of an earlier one
     */
    public record Content(
            SortedMap<String, String> applied,
            SortedMap<String, SortedSet<ResourceId>> pending,
            SortedMap<String, SortedSet<ResourceId>> reloads,
            @Nullable String catalog) {
        public Content {
            applied = Collections.unmodifiableSortedMap(new TreeMap<>(applied));
            pending = Collections.unmodifiableSortedMap(new TreeMap<>(pending));
            reloads = Collections.unmodifiableSortedMap(new TreeMap<>(reloads));
        }

        static Content empty() {
            return new Content(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), null);
        }
    }

    JsonMapper json() {
        return json;
    }

    /**
     * Nothing when there is no such file yet, or when it cannot be understood.
     *
     * @param warned told in that case what follows from it
     */
    Content read(Consumer<String> warned) {
        try {
            String what = "'%s'".formatted(file);
            return WireJson.read(json, DurableFile.read(file), Content.class, what);
        } catch (NoSuchFileException _) {
            return Content.empty();
        } catch (IOException | InvalidInput e) {
            warned.accept(
                    "what was applied last is not known: %s; corrections count as changes this time, and restarts that were due are not made up for"
                            .formatted(Sentence.of(e)));
            return Content.empty();
        }
    }

    void write(Content content) throws IOException {
        DurableFile.write(file, json.writeValueAsBytes(content));
    }
}
