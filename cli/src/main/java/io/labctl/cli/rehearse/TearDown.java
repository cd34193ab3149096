package io.labctl.cli.rehearse;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Undoes a rehearsal, from whatever state it was left in. */
final class TearDown {
    private final StateFolder state;
    private final Cables cables;
    private final Path configFile;
    private final Timekeeper time;
    private final Consumer<String> tell;

    /**
     * Finds the rehearsal by its folder.
     *
     * @param configFile where its context is looked for when its plan cannot be read any more
     * @param tell the person, of what his config lost
     */
    TearDown(
            StateFolder state,
            Cables cables,
            Path configFile,
            Timekeeper time,
            Consumer<String> tell) {
        this.state = state;
        this.cables = cables;
        this.configFile = configFile;
        this.time = time;
        this.tell = tell;
    }

    /**
     * Answers whether there was anything to undo.
     *
     * @throws InvalidInput when all is undone but the context, for the config cannot be read
     */
    boolean takeDown() {
        if (!state.exists()) {
            return false;
        }
        try (var _ = state.lock()) {
            Optional<Plan> plan = state.plan().readIfReadable();
            processes().forEach(process -> process.kill(time));
            plan.ifPresent(cables::removeAll);
            cables.removeMarked();
            removeContextAndState(plan);
            return true;
        } catch (IOException e) {
            throw new Unavailable("'%s' cannot be taken down".formatted(state.root()), e);
        }
    }

    /** The state goes last, as it is what finds the rest after a crash. */
    private void removeContextAndState(Optional<Plan> plan) {
        try {
            removeContext(plan);
        } catch (InvalidInput e) {
            state.delete();
            throw new InvalidInput(
                    "the rehearsal is down, but its context is still in the config: "
                            + e.sentence(),
                    e);
        }
        state.delete();
    }

    private void removeContext(Optional<Plan> plan) {
        Path file = plan.map(Plan::before).map(Plan.Before::config).orElse(configFile);
        new RehearsalContext(file, state, tell).remove(plan);
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
