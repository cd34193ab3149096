package io.labctl.agent.run;

import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.report.Report;
import io.labctl.facts.MachineFacts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** One run, step by step. Whoever calls it holds the run lock. */
public final class AgentRun {
    private final RunBook book;
    private final Supplier<MachineFacts> machine;
    private final CatalogSource catalogs;
    private final Applying applying;
    private final Reporting reporting;

    public AgentRun(
            RunBook book,
            Supplier<MachineFacts> machine,
            CatalogSource catalogs,
            Applying applying,
            Reporting reporting) {
        this.book = book;
        this.machine = machine;
        this.catalogs = catalogs;
        this.applying = applying;
        this.reporting = reporting;
    }

    public RunResult run(RunOrder order, RunListener listener) throws IOException {
        long mark = book.time().mark();
        var notes = new RunNotes(listener);
        if (order.warning() != null) {
            notes.warning(order.warning());
        }
        Facts facts = gather(notes);
        BegunRun run = begin(order, facts, notes);
        Instant since = book.time().now();
        CatalogSource.Asked asked = catalogs.ask(facts, order, notes);
        if (applying.isStopped()) {
            book.end();
            return new RunResult.Stopped();
        }
        Fetched fetched = catalogs.fetchedOrCached(asked, reporting.wasRefused(notes), notes);
        reporting.rememberContact(fetched, book.time().now(), notes);
        Optional<String> fault = faultOfTags(fetched, order);
        if (fault.isPresent()) {
            book.end();
            return new RunResult.NoSuchTag(fault.get());
        }
        fetched.applying().ifPresent(notes::notice);
        fetched.catalog()
                .ifPresent(
                        catalog -> {
                            book.applies(run, catalog, notes);
                            listener.applies(catalog.sha256(), since);
                        });
        Applied applied = applying.apply(fetched, order, listener, notes);
        Duration took = book.time().since(mark);
        var parts = new RunParts(run, took, facts, fetched, applied, notes.kept());
        return finish(book.report(parts), listener, notes);
    }

    private BegunRun begin(RunOrder order, Facts facts, RunNotes notes) {
        reportCutShort(facts, notes);
        try {
            return book.begin(order);
        } catch (IOException e) {
            throw RunBook.notBegun(e);
        }
    }

    private RunResult finish(Report report, RunListener listener, RunNotes notes)
            throws IOException {
        if (reporting.sendOrSpool(report, notes)) {
            book.end();
        } else {
            book.lost(report, notes);
        }
        listener.finished(report);
        return new RunResult.Finished(report);
    }

    private Facts gather(RunNotes notes) {
        MachineFacts found = machine.get();
        for (MachineFacts.Fault fault : found.faults()) {
            notes.warning("facts of %s are missing: %s".formatted(fault.source(), fault.reason()));
        }
        return new Facts(found.values());
    }

    /** Where its report finds no place either, the notes of this run are all that tells of it. */
    private void reportCutShort(Facts facts, RunNotes notes) {
        Optional<RunBook.CutShort> before = book.cutShort(facts, notes);
        if (before.isPresent()) {
            Report report = before.get().report();
            notes.warning(
                    "no report of run %s before this one was kept: %s"
                            .formatted(report.id(), before.get().reason()));
            reporting.spoolOrSend(report, notes);
        }
    }

    private static Optional<String> faultOfTags(Fetched fetched, RunOrder order) {
        return fetched.catalog()
                .flatMap(catalog -> Selection.fault(catalog.catalog(), order.tags()));
    }
}
