package io.labctl.agent.apply;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run's view of the {@link AppliedState}. A notification is on disk before the resource that
 * causes it acts, and stays there until it has been acted upon: a run killed in between still
 * restarts what it owes, one run later.
 */
final class Ledger {
    private final AppliedState state;
    private final BooleanSupplier isReadOnly;
    private final @Nullable String catalog;
    private final SortedMap<String, String> applied;
    private final SortedMap<String, SortedSet<ResourceId>> restarts;
    private final SortedMap<String, SortedSet<ResourceId>> reloads;

    /** Those of {@code applied} that may be of an earlier catalog. */
    private final Set<String> earlier;

    private boolean isSaved;

    private Ledger(
            AppliedState state,
            BooleanSupplier isReadOnly,
            @Nullable String catalog,
            AppliedState.Content content) {
        this.state = state;
        this.isReadOnly = isReadOnly;
        this.catalog = catalog;
        this.applied = new TreeMap<>(content.applied());
        this.restarts = new TreeMap<>(content.pending());
        this.reloads = new TreeMap<>(content.reloads());
        this.isSaved = catalog != null && catalog.equals(content.catalog());
        this.earlier = new HashSet<>(isSaved ? Set.of() : applied.keySet());
    }

    /**
     * Reads what earlier runs have left.
     *
     * @param isReadOnly whether nothing is to be written, asked each time
     * @param catalog the SHA-256 of the one that is applied now; null when it is applied this once,
     *     and what the machine's own has left stays
     */
    static Ledger open(
            AppliedState state,
            BooleanSupplier isReadOnly,
            @Nullable String catalog,
            Consumer<String> warned) {
        return new Ledger(state, isReadOnly, catalog, state.read(warned));
    }

    /** Whether a difference now is someone's doing on the machine, or a new wish of the catalog. */
    ResourceOutcome causeOfChange(Resource resource) {
        String key = key(resource.id());
        boolean before =
                earlier.contains(key)
                        ? hash(resource).equals(applied.get(key))
                        : applied.containsKey(key);
        return before ? ResourceOutcome.CORRECTED : ResourceOutcome.CHANGED;
    }

    /** As wanted now. Written with the next change, or at the end of the run. */
    void succeeded(Resource resource) {
        String key = key(resource.id());
        if (earlier.remove(key) || !applied.containsKey(key)) {
            applied.put(key, hash(resource));
            isSaved = false;
        }
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
        boolean owed = restarts.remove(key(target)) != null;
        owed |= reloads.remove(key(target)) != null;
        isSaved &= !owed;
    }

    /** Forgets what is no longer in the catalog. */
    void forgetAllBut(Catalog which) {
        Set<String> known =
                which.entries().stream()
                        .map(CatalogEntry::id)
                        .map(Ledger::key)
                        .collect(Collectors.toSet());
        boolean forgotten = applied.keySet().retainAll(known);
        forgotten |= restarts.keySet().retainAll(known);
        forgotten |= reloads.keySet().retainAll(known);
        earlier.retainAll(known);
        isSaved &= !forgotten;
    }

    /** What is not on disk yet is written there. */
    void close(Consumer<String> warned) {
        if (isSaved) {
            return;
        }
        try {
            save();
        } catch (IOException e) {
            warned.accept("what was applied could not be stored: " + Sentence.of(e));
        }
    }

    private void save() throws IOException {
        if (isReadOnly.getAsBoolean()) {
            return;
        }
        boolean interrupted = Thread.interrupted(); // a channel refuses an interrupted thread
        try {
            String all = earlier.isEmpty() ? catalog : null;
            state.write(new AppliedState.Content(applied, restarts, reloads, all));
            isSaved = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Asked for as seldom as can be: in a large catalog it takes longer than all the looking. */
    private String hash(Resource resource) {
        return Sha256.of(state.json().writeValueAsBytes(resource));
    }

    private static String key(ResourceId id) {
        return id.toString();
    }
}
