package io.labctl.agent.apply;

import io.labctl.agent.apply.Attempt.Done;
import io.labctl.agent.apply.TypedResources.Typed;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One resource's turn: observe, plan and, unless the run is a no-op run, apply and look again. */
final class Turn {
    private final Run run;

    /** The changes that were begun in this turn; in a no-op run, those that would be. */
    private List<Change> begun = List.of();

    /** What they were to do besides; not asked for again, since it may have come about. */
    private List<Change> foreseen = List.of();

    Turn(Run run) {
        this.run = run;
    }

    <W extends Resource, S> Done take(Typed<W, S> one) throws IOException {
        List<Change> changes = changes(one);
        if (changes.isEmpty()) {
            run.ledger().succeeded(one.wanted());
            return new Done(ResourceOutcome.UNCHANGED, changes);
        }
        run.ledger().owe(run.listenersOf(one.entry().id()), one.entry().id());
        Done done = run.noop() ? foretell(one, changes) : change(one, changes);
        if (one.type() instanceof Refreshable<W, S> type && type.isRefreshedBy(changes)) {
            run.ledger().settled(one.entry().id());
        }
        return done;
    }

    private <W extends Resource, S> List<Change> changes(Typed<W, S> one) throws IOException {
        List<Change> found = one.type().plan(one.wanted(), run.observations().of(one));
        List<Resource> earlier = run.observations().foretold();
        return earlier.isEmpty() ? found : one.type().leftAfter(one.wanted(), found, earlier);
    }

    private <W extends Resource, S> Done foretell(Typed<W, S> one, List<Change> changes)
            throws IOException {
        begun = changes;
        List<Resource> earlier = run.observations().foretold();
        List<Change> besides = besides(one, changes); // first, as in a run that is none
        new Foretelling(run).require(one, () -> one.type().requirePossible(one.wanted(), changes));
        one.type().requireCompatible(one.wanted(), changes, earlier);
        run.observations().machineWouldChange(one.wanted());
        return new Done(ResourceOutcome.WOULD_CHANGE, together(changes, besides));
    }

    private <W extends Resource, S> Done change(Typed<W, S> one, List<Change> changes)
            throws IOException {
        foreseen = besides(one, changes);
        begun = changes;
        try (var _ = run.labels().watch(() -> one.type().makes(one.wanted()))) {
            one.type().apply(one.wanted(), changes);
        } finally {
            run.observations().machineChanged();
        }
        if (!one.type().isState(one.wanted())) {
            run.ledger().succeeded(one.wanted());
            return new Done(ResourceOutcome.CHANGED, together(changes, foreseen));
        }
        S now = run.observations().fresh(one);
        boolean isAsWanted = mustBeAsWanted(one, now);
        List<Change> told = together(one.type().told(one.wanted(), changes, now), foreseen);
        if (!isAsWanted) { // when the next run finds it so again, that is no drift
            return new Done(ResourceOutcome.CHANGED, told);
        }
        ResourceOutcome cause = run.ledger().causeOfChange(one.wanted());
        run.ledger().succeeded(one.wanted());
        return new Done(cause, told);
    }

    private <W extends Resource, S> List<Change> besides(Typed<W, S> one, List<Change> changes)
            throws IOException {
        return one.type().sideEffects(one.wanted(), changes, run.wantedBesides(one.entry()));
    }

    private static List<Change> together(List<Change> changes, List<Change> besides) {
        return Stream.concat(changes.stream(), besides.stream()).toList();
    }

    /** Whether it failed after something may have been changed, or would be in a no-op run. */
    boolean hasBegun() {
        return !begun.isEmpty();
    }

    /**
     * Which changes were made although the turn failed: those that are no longer to be made, and of
     * the others as far as they went, with what came about besides. In a no-op run, which would be
     * made.
     */
    <W extends Resource, S> Done made(Typed<W, S> one) throws IOException {
        if (run.noop()) { // what rests on them is skipped, so they make nothing else possible
            return new Done(
                    ResourceOutcome.WOULD_CHANGE, one.type().madeAnyway(one.wanted(), begun));
        }
        if (!one.type().isState(one.wanted())) {
            return new Done(ResourceOutcome.UNCHANGED, List.of());
        }
        S now = run.observations().fresh(one);
        List<Change> left = one.type().plan(one.wanted(), now);
        List<Change> made = begun.stream().flatMap(each -> soFar(each, left).stream()).toList();
        List<Change> told =
                together(
                        made.isEmpty() ? made : one.type().told(one.wanted(), made, now),
                        one.type().cameAbout(one.wanted(), foreseen));
        return new Done(told.isEmpty() ? ResourceOutcome.UNCHANGED : ResourceOutcome.CHANGED, told);
    }

    private static Optional<Change> soFar(Change begun, List<Change> left) {
        return left.stream()
                .filter(each -> each.property().equals(begun.property()))
                .findFirst()
                .map(rest -> Change.toward(begun.property(), begun.from(), rest.from()))
                .orElse(Optional.of(begun));
    }

    /**
     * Refuses one that still differs.
     *
     * @return whether it is as wanted; false where that may come later, which is warned of
     */
    <W extends Resource, S> boolean mustBeAsWanted(Typed<W, S> one, S now) {
        List<Change> left = one.type().plan(one.wanted(), now);
        Optional<String> later =
                left.isEmpty() ? Optional.empty() : one.type().mayComeLater(one.wanted());
        if (later.isPresent()) {
            run.warnings().accept("%s: %s".formatted(one.entry().id().shown(), later.get()));
        } else if (!left.isEmpty()) {
            throw new Conflict(
                    left.stream()
                            .map(Turn::inWords)
                            .collect(Collectors.joining(", ", "still differs afterwards: ", "")));
        }
        return left.isEmpty();
    }

    private static String inWords(Change change) {
        String property = change.property();
        if (change.to() == null) {
            return property + " is not as wanted";
        }
        return change.from() == null // there is none, or nobody is to read it
                ? "%s is not %s".formatted(property, change.to())
                : "%s is %s, not %s".formatted(property, change.from(), change.to());
    }
}
