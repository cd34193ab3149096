package io.labctl.agent.run;

import io.labctl.agent.cache.CheckedCatalog;
import io.labctl.agent.state.Remembered;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.report.RunOutcome;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Numbers the runs and writes their reports. That a run has begun is on disk before it acts, so the
 * next one can report a run that was killed.
 */
public final class RunBook {
    /**
     * What is reported of a run that cannot do it itself.
     *
     * @param reason why it cannot, which the report tells too
     */
    record CutShort(Report report, String reason) {}

    private final Remembered<BegunRun> begun;
    private final ServerName server;
    private final String agentVersion;
    private final Timekeeper time;
    private final Supplier<UUID> ids;

    /**
     * A book for one machine.
     *
     * @param begun where a run that has begun is written down
     */
    public RunBook(
            Remembered<BegunRun> begun,
            ServerName server,
            String agentVersion,
            Timekeeper time,
            Supplier<UUID> ids) {
        this.begun = begun;
        this.server = server;
        this.agentVersion = agentVersion;
        this.time = time;
        this.ids = ids;
    }

    /** What the agent cannot write down beforehand it does not do. */
    static Unavailable notBegun(IOException e) {
        return new Unavailable(
                "no run is begun and nothing is applied: " + FileTrouble.sentence(e), e);
    }

    Timekeeper time() {
        return time;
    }

    BegunRun begin(RunOrder order) throws IOException {
        Instant now = time.now().truncatedTo(ChronoUnit.MICROS); // as labd's listings show it
        var run =
                new BegunRun(
                        ids.get(),
                        now,
                        order.noop(),
                        order.tags().isEmpty() ? null : order.tags(),
                        order.moduleName(),
                        null,
                        null);
        begun.write(run);
        return run;
    }

    /** A disk that is full by now costs the catalog's name if the run is killed, not the run. */
    void applies(BegunRun run, CheckedCatalog catalog, RunNotes notes) {
        try {
            begun.write(run.applying(catalog));
        } catch (IOException e) {
            notes.warning("the run's catalog could not be noted: " + FileTrouble.sentence(e));
        }
    }

    void end() throws IOException {
        begun.forget();
    }

    /** The run has ended, and its report is in no place. */
    void lost(Report report, RunNotes notes) {
        try {
            begun.write(BegunRun.lost(report));
        } catch (IOException e) {
            notes.afterwards(
                    "that the report is lost could not be noted: " + FileTrouble.sentence(e));
        }
    }

    /** A run before this one that never ended, or whose own report was lost. */
    Optional<CutShort> cutShort(Facts facts, RunNotes notes) {
        return before(notes).map(run -> cutShort(run, run.whyNotReported(), facts));
    }

    private CutShort cutShort(BegunRun run, String reason, Facts facts) {
        var report =
                new Report(
                        run.id(),
                        server,
                        RunOutcome.INTERRUPTED,
                        run.catalog(),
                        run.startedAt(),
                        0,
                        run.noop(),
                        run.tags(),
                        run.module(),
                        agentVersion,
                        List.of(),
                        List.of(RunNote.warning(reason)),
                        facts);
        return new CutShort(report, reason);
    }

    private Optional<BegunRun> before(RunNotes notes) {
        try {
            return begun.read();
        } catch (IOException e) {
            notes.warning(
                    "whether the run before this one ended is not known: "
                            + FileTrouble.sentence(e));
            return Optional.empty();
        }
    }

    Report report(RunParts parts) {
        BegunRun run = parts.run();
        return new Report(
                run.id(),
                server,
                Outcomes.of(parts.fetched(), parts.applied(), run.noop()),
                parts.fetched().catalog().map(CheckedCatalog::sha256).orElse(null),
                run.startedAt(),
                parts.took().toMillis(),
                run.noop(),
                run.tags(),
                run.module(),
                agentVersion,
                BoundedTexts.of(parts.applied().resources()),
                parts.notes(),
                parts.facts());
    }
}
