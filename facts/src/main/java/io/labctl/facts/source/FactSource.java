package io.labctl.facts.source;

import java.io.IOException;
import java.util.SortedMap;

/** One family of facts. */
public interface FactSource {
    /** The family's name in a fault. */
    String name();

    /**
     * Reads the machine anew.
     *
     * @return facts by top-level name; what this machine does not have is left out
     * @throws IOException if a file that every Linux has is missing or not understood
     */
    SortedMap<String, Object> gather() throws IOException;
}
