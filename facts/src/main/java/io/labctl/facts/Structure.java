package io.labctl.facts;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A structured fact being put together; what is absent leaves no name behind. */
final class Structure {
    private final SortedMap<String, Object> parts = new TreeMap<>();

    Structure with(String name, Object value) {
        parts.put(name, value);
        return this;
    }

    Structure maybe(String name, Optional<?> value) {
        value.ifPresent(present -> parts.put(name, present));
        return this;
    }

    /** Adds a nested structure unless it is empty. */
    Structure nested(String name, Structure inner) {
        if (!inner.parts.isEmpty()) {
            parts.put(name, inner.sorted());
        }
        return this;
    }

    Structure all(Structure others) {
        parts.putAll(others.parts);
        return this;
    }

    SortedMap<String, Object> sorted() {
        return Collections.unmodifiableSortedMap(parts);
    }
}
