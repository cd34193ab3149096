package io.labctl.agent.facts;

import io.labctl.facts.MachineFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Facts while they are being gathered; one thread may take what another has found so far. */
final class Gathering {
    private final SortedMap<String, Object> values;
    private final List<MachineFacts.Fault> faults;

    Gathering(MachineFacts own) {
        values = new TreeMap<>(own.values());
        faults = new ArrayList<>(own.faults());
    }

    synchronized void add(SortedMap<String, Object> more) {
        values.putAll(more);
    }

    synchronized void fault(String source, String reason) {
        faults.add(new MachineFacts.Fault(source, reason));
    }

    synchronized MachineFacts facts() {
        return new MachineFacts(values, faults);
    }
}
