package io.labctl.agent.apply;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One run's view of the {@link AppliedState}. A notification is on disk before the resource that
 * causes it acts, and stays there until it has been acted upon: a run killed in between still
 * restarts what it owes, one run later.
 */
final class Ledger {
    private final AppliedState state;
    private final boolean noop;
    private final SortedMap<String, String> applied;
    private final SortedMap<String, SortedSet<ResourceId>> pending;

    private Ledger(AppliedState state, boolean noop, AppliedState.Content content) {
        this.state = state;
        this.noop = noop;
        this.applied = new TreeMap<>(content.applied());
        this.pending = new TreeMap<>(content.pending());
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

    /** Notes on disk that these are to be refreshed on account of another. */
    void owe(Collection<ResourceId> targets, ResourceId because) throws IOException {
        for (ResourceId target : targets) {
            var all = new TreeSet<>(pending.getOrDefault(key(target), new TreeSet<>()));
            all.add(because);
            pending.put(key(target), all);
        }
        if (!targets.isEmpty()) {
            save();
        }
    }

    /** Why this one is to be refreshed; empty when it is not. */
    SortedSet<ResourceId> owed(ResourceId target) {
        return pending.getOrDefault(key(target), new TreeSet<>());
    }

    void settled(ResourceId target) {
        pending.remove(key(target));
    }

    /** Forgets what is no longer in the catalog. */
    void close(Catalog catalog, Consumer<String> warned) {
        Set<String> known =
                catalog.entries().stream()
                        .map(CatalogEntry::id)
                        .map(Ledger::key)
                        .collect(Collectors.toSet());
        applied.keySet().retainAll(known);
        pending.keySet().retainAll(known);
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
            state.write(new AppliedState.Content(applied, pending));
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
