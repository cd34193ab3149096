package io.labctl.agent.apply;

import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the agent knows about one type of resource: what is there, what differs, make it so.
 *
 * @param <W> what is wanted
 * @param <S> the state in which one of them was found
 */
public interface ResourceType<W extends Resource, S> {
    /**
     * Reads the machine for all of these at once and changes nothing.
     *
     * @return a state for each of them
     * @throws io.labctl.catalog.error.LabException when one of them can be neither as wanted nor
     *     brought there, such as a file in whose place a directory stands; each is then asked for
     *     alone
     */
    Map<W, S> observe(Collection<W> wanted) throws IOException;

    /** What differs; empty means already as wanted. Pure, and an answer for every state. */
    List<Change> plan(W wanted, S found);

    /**
     * Makes these changes. A fresh observe and plan must then be empty, or {@link #mayComeLater}.
     * One that throws may have made some of them; which ones is then looked at.
     *
     * @throws io.labctl.catalog.error.LabException with the sentence that the report shows
     */
    void apply(W wanted, List<Change> changes) throws IOException;

    /**
     * How changes that were made are reported, where the machine now tells more than the plan did,
     * such as which version came. Pure.
     *
     * @param now the state after them
     */
    default List<Change> told(W wanted, List<Change> made, S now) {
        return made;
    }

    /**
     * What these changes will do to the machine besides, such as to remove other packages. Told
     * beside them, but never itself to be made. Asked only when there are changes, before they are
     * made and in a no-op run; what cannot be found out is left out.
     *
     * @param others all that the catalog wants besides
     * @throws io.labctl.catalog.error.LabException with a sentence that names both, when another
     *     resource of the catalog would undo them in its turn, and this one that in the next run,
     *     for ever
     */
    default List<Change> sideEffects(W wanted, List<Change> changes, List<Resource> others)
            throws IOException {
        return List.of();
    }

    /**
     * Refuses changes that {@link #sideEffects} would refuse once earlier ones are made. Asked in a
     * no-op run, where they are not.
     *
     * @param earlier those that would change before it
     * @throws io.labctl.catalog.error.LabException with the sentence of a run that is none
     */
    default void requireCompatible(W wanted, List<Change> changes, List<Resource> earlier)
            throws IOException {}

    /**
     * Which of these side effects came about all the same, as far as they did, of changes that
     * failed.
     *
     * @param foreseen what {@link #sideEffects} told before them
     */
    default List<Change> cameAbout(W wanted, List<Change> foreseen) throws IOException {
        return List.of();
    }

    /**
     * Refuses changes that {@link #apply} would refuse on the machine as it is, as far as looking
     * tells. Asked in a no-op run, where it is only warned of after a change that {@link
     * #mayMakePossible may make them possible}.
     *
     * @throws io.labctl.catalog.error.LabException with the sentence of a run that is none
     */
    default void requirePossible(W wanted, List<Change> changes) throws IOException {}

    /**
     * Whether what is refused now may be possible after a change of this one. Not asked where
     * something is {@link io.labctl.agent.machine.Missing}. Pure.
     */
    default boolean mayMakePossible(W wanted, Resource earlier) {
        return true;
    }

    /**
     * Which of these changes would be left to make when its turn comes in a run that is none, so
     * that no change is told twice. Changes nothing.
     *
     * @param earlier those that would change before it
     */
    default List<Change> leftAfter(W wanted, List<Change> changes, List<Resource> earlier)
            throws IOException {
        return changes;
    }

    /**
     * Which of the changes that {@link #requirePossible} refuses {@link #apply} makes all the same,
     * each as far as it goes. None where it refuses them before it makes any.
     */
    default List<Change> madeAnyway(W wanted, List<Change> changes) throws IOException {
        return List.of();
    }

    /**
     * The files, directories and links that {@link #apply} may newly make by itself, not by another
     * program: they get the label that the policy of SELinux has for them.
     */
    default List<String> makes(W wanted) throws IOException {
        return List.of();
    }

    /**
     * Whether to look at one may take as long as its owner likes, as a command does: then one that
     * hangs must not hold up the look at the others, and each is looked at in its own turn.
     */
    default boolean isLookedAtAlone() {
        return false;
    }

    /**
     * Whether this one describes a state, which lasts, so that it can be looked at afterwards and
     * drift from it be told. A command without conditions is no state but an act.
     */
    default boolean isState(W wanted) {
        return true;
    }

    /**
     * Whether one that failed is there all the same for those that only come after it, as a
     * directory is in which a file could not be removed. What is refreshed when it changes still
     * waits.
     */
    default boolean isUsable(W wanted) throws IOException {
        return false;
    }

    /**
     * Why one that still differs after it was applied has not failed, as a warning: what it is for
     * may come about later. Empty means that it has failed.
     */
    default Optional<String> mayComeLater(W wanted) {
        return Optional.empty();
    }
}
