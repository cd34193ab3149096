package io.labctl.facts.source;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A structured fact being put together; what is absent leaves no name behind. */
public final class Structure {
    private final SortedMap<String, Object> parts = new TreeMap<>();

    public Structure with(String name, Object value) {
        parts.put(name, value);
        return this;
    }

    public Structure maybe(String name, Optional<?> value) {
        value.ifPresent(present -> parts.put(name, present));
        return this;
    }

    /** Adds a nested structure unless it is empty. */
    public Structure nested(String name, Structure inner) {
        if (!inner.parts.isEmpty()) {
            parts.put(name, inner.sorted());
        }
        return this;
    }

    public Structure all(Structure others) {
        parts.putAll(others.parts);
        return this;
    }

    public SortedMap<String, Object> sorted() {
        return Collections.unmodifiableSortedMap(parts);
    }
}
