package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Where a rehearsal keeps its plan, whole or not at all. */
record PlanFile(Path file) {
    /**
     * Empty when there is none.
     *
     * @throws Unavailable when there is one that cannot be read
     */
    Optional<Plan> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(WireJson.mapper().readValue(Files.readAllBytes(file), Plan.class));
        } catch (IOException | JacksonException e) {
            throw new Unavailable(
                    "'%s' is not readable as the plan of a rehearsal, 'labctl rehearse down' takes it down nevertheless"
                            .formatted(file),
                    e);
        }
    }

    /** Empty also when there is one that cannot be read, cut short by a full disk for one. */
    Optional<Plan> readIfReadable() {
        try {
            return read();
        } catch (Unavailable e) {
            return Optional.empty();
        }
    }

    void write(Plan plan) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(fresh, WireJson.mapper().writeValueAsBytes(plan));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Unavailable("'%s' cannot be written".formatted(file), e);
        }
    }

    /** The plan came to nothing: no later command may take its network for this rehearsal's. */
    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new Unavailable("'%s' cannot be deleted".formatted(file), e);
        }
    }
}
