package io.labctl.agent.apply;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run's view of the {@link AppliedState}. A notification is on disk before the resource that
 * causes it acts, and stays there until it has been acted upon: a run killed in between still
 * restarts what it owes, one run later.
 */
final class Ledger {
    private final AppliedState state;
    private final boolean noop;
    private final SortedMap<String, String> applied;
    private final SortedMap<String, SortedSet<ResourceId>> restarts;
    private final SortedMap<String, SortedSet<ResourceId>> reloads;

    private Ledger(AppliedState state, boolean noop, AppliedState.Content content) {
        this.state = state;
        this.noop = noop;
        this.applied = new TreeMap<>(content.applied());
        this.restarts = new TreeMap<>(content.pending());
        this.reloads = new TreeMap<>(content.reloads());
    }

    static Ledger open(AppliedState state, boolean noop, Consumer<String> warned) {
        return new Ledger(state, noop, state.read(warned));
    }

    /** Whether a difference now is someone's doing on the machine, or a new wish of the catalog. */
    ResourceOutcome causeOfChange(Resource resource) {
        return hash(resource).equals(applied.get(key(resource.id())))
                ? ResourceOutcome.CORRECTED
                : ResourceOutcome.CHANGED;
    }

    /** As wanted now. Written with the next change, or at the end of the run. */
    void succeeded(Resource resource) {
        applied.put(key(resource.id()), hash(resource));
    }

    /** Notes on disk what these are to do on account of another. */
    void owe(Map<ResourceId, Refresh> targets, ResourceId because) throws IOException {
        targets.forEach(
                (target, refresh) ->
                        of(refresh)
                                .merge(
                                        key(target),
                                        new TreeSet<>(List.of(because)),
                                        Ledger::union));
        if (!targets.isEmpty()) {
            save();
        }
    }

    private SortedMap<String, SortedSet<ResourceId>> of(Refresh refresh) {
        return switch (refresh) {
            case RESTART -> restarts;
            case RELOAD -> reloads;
        };
    }

    private static SortedSet<ResourceId> union(
            SortedSet<ResourceId> some, SortedSet<ResourceId> others) {
        var all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    /** What this one is to do; a restart does for a reload too. Empty when it is nothing. */
    Optional<Owed> owed(ResourceId target) {
        return Stream.of(Refresh.RESTART, Refresh.RELOAD)
                .flatMap(
                        refresh ->
                                Stream.ofNullable(of(refresh).get(key(target)))
                                        .map(because -> new Owed(refresh, because)))
                .findFirst();
    }

    void settled(ResourceId target) {
        restarts.remove(key(target));
        reloads.remove(key(target));
    }

    /** Forgets what is no longer in the catalog. */
    void close(Catalog catalog, Consumer<String> warned) {
        Set<String> known =
                catalog.entries().stream()
                        .map(CatalogEntry::id)
                        .map(Ledger::key)
                        .collect(Collectors.toSet());
        applied.keySet().retainAll(known);
        restarts.keySet().retainAll(known);
        reloads.keySet().retainAll(known);
        try {
            save();
        } catch (IOException e) {
            warned.accept("what was applied could not be stored: " + Sentence.of(e));
        }
    }

    private void save() throws IOException {
        if (noop) {
            return;
        }
        boolean interrupted = Thread.interrupted(); // a channel refuses an interrupted thread
        try {
            state.write(new AppliedState.Content(applied, restarts, reloads));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String hash(Resource resource) {
        return Sha256.of(state.json().writeValueAsBytes(resource));
    }

    private static String key(ResourceId id) {
        return id.toString();
    }
}
