package io.labctl.agent.apply;

import io.labctl.agent.apply.TypedResources.Typed;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.CheckResource;
import io.labctl.catalog.resource.CronResource;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.ExecResource;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.LineResource;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.resource.ServiceResource;
import io.labctl.catalog.resource.SymlinkResource;
import io.labctl.catalog.resource.SysctlResource;
import io.labctl.catalog.resource.UserResource;
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
        setLabels();
        refreshes.act();
        run.observations().machineChanged(); // a check is about now, each one for itself
        entries().filter(Steps::isCheck).filter(this::canBeTried).forEach(this::check);
    }

    private Stream<CatalogEntry> entries() {
        return run.catalog().entries().stream().filter(entry -> run.manner().takes(entry.id()));
    }

    /** Before anything starts that may need them; of files in a row, all at once. */
    private void setLabels() {
        if (run.labels().areDue()) {
            attempt.beforehand(() -> run.labels().set(run.warnings()))
                    .ifPresent(ended -> run.warnings().accept("setting SELinux labels " + ended));
        }
    }

    /** Whether it makes files, directories or links and starts nothing that may want them. */
    private static boolean isOfPaths(Resource resource) {
        return switch (resource) {
            case FileResource file -> file.validate().isEmpty();
            case DirectoryResource _,
                    LineResource _,
                    SymlinkResource _,
                    AuthorizedKeyResource _,
                    HostResource _,
                    CronResource _,
                    SysctlResource _ ->
                    true;
            case PackageResource _,
                    ServiceResource _,
                    UserResource _,
                    GroupResource _,
                    MountResource _,
                    ExecResource _,
                    CheckResource _ ->
                    false;
        };
    }

    private void resource(CatalogEntry entry, Refreshes refreshes) {
        if (!isOfPaths(entry.resource())) {
            setLabels();
        }
        lookAtAllLike(entry);
        if (Run.isStopped()) { // what hung before its turn need not be this one
            results.skip(
                    entry.id(),
                    "the run was stopped before its turn, when all of type %s were to be looked at"
                            .formatted(entry.id().type()));
            return;
        }
        ResourceReport turn = turnWithWhatWasMade(entry);
        if (refreshes.await(entry, turn)) {
            return;
        }
        if (isUsable(entry, turn)) {
            results.finishUsable(turn);
        } else {
            results.finish(turn);
        }
    }

    private boolean isUsable(CatalogEntry entry, ResourceReport turn) {
        return turn.outcome() == ResourceOutcome.FAILED
                && !Run.isStopped()
                && attempt.holds(entry.id(), run.types().of(entry)::isUsable);
    }

    private void lookAtAllLike(CatalogEntry entry) {
        Typed<?, ?> one = run.types().of(entry);
        attempt.beforehand(() -> run.observations().lookAtAllLike(one))
                .ifPresent(
                        ended ->
                                run.warnings()
                                        .accept(
                                                "the look at all of type %s at once %s, so each is looked at alone"
                                                        .formatted(entry.id().type(), ended)));
    }

    private void check(CatalogEntry entry) {
        if (run.noop()) {
            results.skip(entry.id(), "checks do not run in a no-op run");
        } else {
            results.finish(turn(entry));
        }
    }

    private ResourceReport turn(CatalogEntry entry) {
        return turn(new Turn(run), entry);
    }

    private ResourceReport turn(Turn turn, CatalogEntry entry) {
        Typed<?, ?> one = run.types().of(entry);
        return attempt.at(entry.id(), () -> turn.take(one));
    }

    /** What fails half-way tells both: that it fails, and what is otherwise then. */
    private ResourceReport turnWithWhatWasMade(CatalogEntry entry) {
        var turn = new Turn(run);
        ResourceReport report = turn(turn, entry);
        if (report.outcome() != ResourceOutcome.FAILED || !turn.hasBegun() || Run.isStopped()) {
            return report;
        }
        ResourceReport made = attempt.at(entry.id(), () -> turn.made(run.types().of(entry)));
        return new ResourceReport(
                report.id(),
                report.outcome(),
                report.durationMs() + made.durationMs(),
                made.changes(),
                report.reason());
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
