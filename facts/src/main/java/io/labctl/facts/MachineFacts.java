package io.labctl.facts;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one gathering found.
 *
 * @param values by Facter 4's top-level name. A value is a {@link String}, {@link Long}, {@link
 *     Double}, {@link Boolean}, {@link List} of values or {@link SortedMap} of values by name,
 *     never null; numbers called {@code …_bytes} are bytes, {@code …seconds} seconds
 * @param faults the sources that failed and whose facts are therefore missing
 */
public record MachineFacts(SortedMap<String, Object> values, List<Fault> faults) {

    /** Keeps unmodifiable copies. */
    public MachineFacts {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        faults = List.copyOf(faults);
    }

    /**
     * A source of facts that failed.
     *
     * @param source the family of facts, such as {@code memory}
     * @param reason one line for people, naming the file at fault where there is one
     */
    public record Fault(String source, String reason) {}
}
