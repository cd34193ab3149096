package io.labctl.agent.apply;

import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A type whose resources can be told that something they rest on has changed: a service restarts or
 * reloads, a command runs.
 */
public interface Refreshable<W extends Resource, S> extends ResourceType<W, S> {
    /** Whether there is anything to refresh; a service that does not run has nothing. Pure. */
    boolean needsRefresh(W wanted, S found);

    /** Whether changes made in this run are a refresh already, such as a start. Pure. */
    boolean isRefreshedBy(List<Change> changes);

    /** What can be done when this is asked for; what cannot reload restarts. Pure. */
    Refresh possible(Refresh asked, S found);

    /** What reports call it: {@code restart}. */
    default String called(Refresh refresh) {
        return refresh.toString();
    }

    /**
     * What reports tell of it behind why, as the command that runs; empty where its name says all.
     */
    default Optional<String> act(W wanted) {
        return Optional.empty();
    }

    /**
     * Refuses what {@link #refresh} would refuse on the machine as it is, as far as looking tells.
     * Asked in a no-op run, like {@link #requirePossible}.
     *
     * @throws io.labctl.catalog.error.LabException with the sentence of a run that is none
     */
    default void requireRefreshable(W wanted, Refresh refresh) throws IOException {}

    /**
     * Restarts, reloads or runs it.
     *
     * @param refresh what {@link #possible} said
     */
    void refresh(W wanted, Refresh refresh) throws IOException;
}
