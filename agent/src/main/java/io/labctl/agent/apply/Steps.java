package io.labctl.agent.apply;

import io.labctl.agent.apply.TypedResources.Typed;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.CheckResource;
import io.labctl.catalog.resource.ResourceId;
import java.util.Optional;
import java.util.stream.Stream;

/** The steps of one run, in their order. */
final class Steps {
    private final Run run;
    private final Results results;
    private final Attempt attempt;

    Steps(Run run, Results results, Attempt attempt) {
        this.run = run;
        this.results = results;
        this.attempt = attempt;
    }

    void take() {
        var refreshes = new Refreshes(run, results, attempt);
        entries()
                .filter(entry -> !isCheck(entry))
                .filter(this::canBeTried)
                .forEach(entry -> resource(entry, refreshes));
        refreshes.act();
        run.observations().machineChanged(); // a check is about now, each one for itself
        entries().filter(Steps::isCheck).filter(this::canBeTried).forEach(this::check);
    }

    private Stream<CatalogEntry> entries() {
        return run.catalog().entries().stream().filter(entry -> run.manner().takes(entry.id()));
    }

    private void resource(CatalogEntry entry, Refreshes refreshes) {
        ResourceReport turn = turn(entry);
        if (!refreshes.await(entry, turn)) {
            results.finish(turn);
        }
    }

    private void check(CatalogEntry entry) {
        if (run.noop()) {
            results.skip(entry.id(), "checks do not run in a no-op run");
        } else {
            results.finish(turn(entry));
        }
    }

    private ResourceReport turn(CatalogEntry entry) {
        Typed<?, ?> one = run.types().of(entry);
        attempt.beforehand(() -> run.observations().lookAtAllLike(one));
        return attempt.at(entry.id(), () -> new Turn(run).take(one));
    }

    private boolean canBeTried(CatalogEntry entry) {
        if (Run.isStopped()) {
            results.skip(entry.id(), "the run was stopped");
            return false;
        }
        Optional<ResourceId> failed = results.failureBefore(entry);
        failed.ifPresent(id -> results.skip(entry.id(), id));
        return failed.isEmpty();
    }

    private static boolean isCheck(CatalogEntry entry) {
        return entry.resource() instanceof CheckResource;
    }
}
