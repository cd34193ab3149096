package io.labctl.agent.apply;

import io.labctl.agent.apply.TypedResources.Typed;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The notified resources: each waits here after its turn, and is refreshed once, after all changes
 * of the run. A refresh that fails, or is skipped because something before it failed, stays owed,
 * so the next run tries it again.
 */
final class Refreshes {
    private final Run run;
    private final Results results;
    private final Attempt attempt;
    private final Map<CatalogEntry, ResourceReport> waiting = new LinkedHashMap<>();

    Refreshes(Run run, Results results, Attempt attempt) {
        this.run = run;
        this.results = results;
        this.attempt = attempt;
    }

    /** Whether this one waits, being notified or listening to one that waits itself. */
    boolean await(CatalogEntry entry, ResourceReport turn) {
        boolean waits =
                run.types().isRefreshable(entry.resource())
                        && turn.outcome() != ResourceOutcome.FAILED
                        && (run.ledger().owed(entry.id()).isPresent() || listensToWaiting(entry));
        if (waits) {
            waiting.put(entry, turn);
        }
        return waits;
    }

    /** In catalog order, so that one refresh can notify the next. */
    void act() {
        waiting.forEach(this::act);
    }

    /** What it comes after may itself have failed only when it was refreshed. */
    private void act(CatalogEntry entry, ResourceReport turn) {
        Optional<Owed> owed = run.ledger().owed(entry.id());
        Optional<ResourceId> failed = results.failureBefore(entry);
        if (owed.isEmpty() || Run.isStopped()) {
            results.finish(turn);
        } else if (failed.isEmpty()) {
            results.finish(refreshed(entry, turn, owed.get()));
        } else if (turn.changes().isEmpty()) {
            results.skip(entry.id(), failed.get());
        } else {
            results.finish(notRefreshed(entry, turn, owed.get(), failed.get()));
        }
    }

    private ResourceReport notRefreshed(
            CatalogEntry entry, ResourceReport turn, Owed owed, ResourceId failed) {
        return new ResourceReport(
                entry.id(),
                ResourceOutcome.FAILED,
                turn.durationMs(),
                turn.changes(),
                "%s skipped: %s failed"
                        .formatted(called(run.types().of(entry), owed.refresh()), failed.shown()));
    }

    private boolean listensToWaiting(CatalogEntry entry) {
        return waiting.keySet().stream()
                .map(CatalogEntry::id)
                .anyMatch(id -> entry.restartOn().contains(id) || entry.reloadOn().contains(id));
    }

    private ResourceReport refreshed(CatalogEntry entry, ResourceReport turn, Owed owed) {
        Typed<?, ?> one = run.types().of(entry);
        ResourceReport report = attempt.at(entry.id(), () -> refresh(one, turn, owed));
        List<Change> changes = report.reason() == null ? report.changes() : turn.changes();
        return new ResourceReport(
                entry.id(),
                report.outcome(),
                turn.durationMs() + report.durationMs(),
                changes,
                report.reason() == null
                        ? null
                        : "%s failed: %s".formatted(called(one, owed.refresh()), report.reason()));
    }

    private static String called(Typed<?, ?> one, Refresh refresh) {
        return one.type() instanceof Refreshable<?, ?> type
                ? type.called(refresh)
                : refresh.toString();
    }

    private <W extends Resource, S> Attempt.Done refresh(
            Typed<W, S> one, ResourceReport turn, Owed owed) throws IOException {
        S found = run.observations().of(one);
        if (!(one.type() instanceof Refreshable<W, S> type)
                || !type.needsRefresh(one.wanted(), found)) {
            run.ledger().settled(one.entry().id());
            return new Attempt.Done(turn.outcome(), turn.changes());
        }
        Refresh refresh = type.possible(owed.refresh(), found);
        run.ledger().owe(run.listenersOf(one.entry().id()), one.entry().id());
        if (run.noop()) {
            new Foretelling(run).require(one, () -> type.requireRefreshable(one.wanted(), refresh));
            run.observations().machineWouldChange(one.wanted());
        } else {
            refresh(one, type, refresh);
        }
        run.ledger().settled(one.entry().id());
        var changes = new ArrayList<>(turn.changes());
        String because = "because of " + joined(owed.because());
        changes.add(
                Change.of(
                        type.called(refresh),
                        null,
                        type.act(one.wanted())
                                .map(act -> "%s: %s".formatted(because, act))
                                .orElse(because)));
        return new Attempt.Done(outcome(turn.outcome(), owed.because()), changes);
    }

    private <W extends Resource, S> void refresh(
            Typed<W, S> one, Refreshable<W, S> type, Refresh refresh) throws IOException {
        try {
            type.refresh(one.wanted(), refresh);
        } finally {
            run.observations().machineChanged();
        }
        if (type.isState(one.wanted())) {
            new Turn(run).mustBeAsWanted(one, run.observations().fresh(one));
        }
    }

    /** A restart on account of corrections only is itself part of the correction. */
    private ResourceOutcome outcome(ResourceOutcome turn, Collection<ResourceId> because) {
        if (run.noop()) {
            return ResourceOutcome.WOULD_CHANGE;
        }
        if (turn != ResourceOutcome.UNCHANGED) {
            return turn;
        }
        boolean corrective =
                because.stream()
                        .allMatch(
                                id ->
                                        results.outcome(id)
                                                .filter(ResourceOutcome.CORRECTED::equals)
                                                .isPresent());
        return corrective ? ResourceOutcome.CORRECTED : ResourceOutcome.CHANGED;
    }

    private static String joined(Collection<ResourceId> ids) {
        return ids.stream().map(ResourceId::toString).collect(Collectors.joining(", "));
    }
}
