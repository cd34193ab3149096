package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Undoes a rehearsal, from whatever state it was left in. */
final class TearDown {
    private final StateFolder state;
    private final Cables cables;

    TearDown(StateFolder state, Cables cables) {
        this.state = state;
        this.cables = cables;
    }

    /** Answers whether there was anything to undo. */
    boolean takeDown() {
        if (!state.exists()) {
            return false;
        }
        try (var _ = state.lock()) {
            Optional<Plan> plan = state.plan();
            processes().forEach(RecordedProcess::kill);
            plan.ifPresent(cables::removeAll);
            plan.ifPresent(RehearsalContext::remove);
            state.delete();
            return true;
        } catch (IOException e) {
            throw new Unavailable("'%s' cannot be taken down".formatted(state.root()), e);
        }
    }

    private List<RecordedProcess> processes() throws IOException {
        Path folder = state.process("x").resolveSibling("");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(RecordedProcess::readFrom).flatMap(Optional::stream).toList();
        }
    }
}
