package io.labctl.agent.channel;

import io.labctl.agent.state.Remembered;
import io.labctl.agent.status.LastRun;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.work.Vitals;
import io.labctl.facts.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks how this machine is doing; what cannot be told is left out. */
public final class OwnVitals implements Supplier<Vitals> {
    private static final Logger LOG = LoggerFactory.getLogger(OwnVitals.class);

    private final Path root;
    private final Machine machine;
    private final Remembered<LastRun> lastRun;
    private final Supplier<? extends @Nullable List<UUID>> sessions;

    /**
     * Of the machine whose {@code /} this is.
     *
     * @param lastRun what the newest run has left
     * @param sessions that are here; null is none
     */
    public OwnVitals(
            Path root,
            Remembered<LastRun> lastRun,
            Supplier<? extends @Nullable List<UUID>> sessions) {
        this.root = root;
        this.machine = Machine.vitalsOf(root);
        this.lastRun = lastRun;
        this.sessions = sessions;
    }

    @Override
    public Vitals get() {
        var facts = new Facts(machine.gather().values());
        return new Vitals(
                number(facts, "load_averages.1m").map(Number::doubleValue).orElse(null),
                memory(facts).orElse(null),
                disk().orElse(null),
                run().orElse(null),
                sessions.get());
    }

    private static Optional<Number> number(Facts facts, String path) {
        return facts.at(path).filter(Number.class::isInstance).map(Number.class::cast);
    }

    private static Optional<Vitals.Amount> memory(Facts facts) {
        Optional<Number> total = number(facts, "memory.system.total_bytes");
        Optional<Number> available = number(facts, "memory.system.available_bytes");
        return total.flatMap(
                all -> available.map(left -> new Vitals.Amount(all.longValue(), left.longValue())));
    }

    private Optional<Vitals.Amount> disk() {
        long total = root.toFile().getTotalSpace();
        return total == 0
                ? Optional.empty()
                : Optional.of(new Vitals.Amount(total, root.toFile().getUsableSpace()));
    }

    private Optional<Vitals.Run> run() {
        try {
            return lastRun.read().map(run -> new Vitals.Run(run.at(), run.outcome()));
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the last run is not known");
            return Optional.empty();
        }
    }
}
