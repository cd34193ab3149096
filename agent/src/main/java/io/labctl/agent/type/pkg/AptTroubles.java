package io.labctl.agent.type.pkg;

import io.labctl.agent.machine.Commands;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.LabException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Other packages that dpkg(1) has not brought to their end. With each change apt-get(8) tries to do
 * that, and fails with them, whatever has become of the package that was asked for.
 */
final class AptTroubles {
    private static final String HALF_CONFIGURED = "half-configured";

    /** What to do about one whose script failed. */
    static final String MEND = "mend it with 'dpkg --configure -a'";

    /** One that is only unpacked waits for its turn, or for one of these. */
    private static final Set<String> IN_THE_WAY = Set.of(HALF_CONFIGURED, DpkgStatus.CUT);

    private final Commands commands;
    private final AptGet aptGet;
    private final AptSimulation simulation;

    AptTroubles(Commands commands, AptGet aptGet, AptSimulation simulation) {
        this.commands = commands;
        this.aptGet = aptGet;
        this.simulation = simulation;
    }

    /**
     * Refuses what would fail with them. Changes nothing.
     *
     * @throws Conflict that names one of them
     */
    void requireNone(String name, List<String> order) throws IOException {
        var troubles = new TreeMap<>(DpkgStatus.troubles(commands));
        troubles.values().retainAll(IN_THE_WAY);
        troubles.keySet().removeAll(List.of(name, name.replaceFirst(":.*", "")));
        if (troubles.isEmpty()) {
            return;
        }
        troubles.keySet().removeAll(changedBesides(name, order));
        if (!troubles.isEmpty()) {
            String culprit = troubles.firstKey();
            String state = troubles.firstEntry().getValue();
            throw new Conflict(
                    "package '%s' cannot be changed while package '%s' is %s on this machine: %s, or remove it"
                            .formatted(
                                    name,
                                    culprit,
                                    state,
                                    state.equals(HALF_CONFIGURED) ? MEND : "install it again"));
        }
    }

    /** Those that the change itself brings in order, or away. */
    private Set<String> changedBesides(String name, List<String> order) throws IOException {
        try {
            return simulation.othersAfter(order, name).keySet();
        } catch (LabException _) { // told in the change's own words, if it comes to that
            return Set.of();
        }
    }

    /**
     * Refuses a change that would fail with them once they have had another try: whoever brought
     * them may have been killed.
     *
     * @throws Conflict that names one of them
     */
    void mend(String name, List<String> order) throws IOException {
        try {
            requireNone(name, order);
        } catch (Conflict _) {
            aptGet.change(List.of("install"));
            requireNone(name, order);
        }
    }

    /** Whether there are any, with which a change fails that has been made. */
    boolean areThere() throws IOException {
        return !DpkgStatus.troubles(commands).isEmpty();
    }
}
