package io.labctl.cli.config;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The config file as a value. */
public record LabctlConfig(
        @Nullable String currentContext, SortedMap<String, ContextConfig> contexts) {
    public static final LabctlConfig EMPTY = new LabctlConfig(null, new TreeMap<>());

    public LabctlConfig {
        contexts = Collections.unmodifiableSortedMap(new TreeMap<>(contexts));
    }

    /** With this context added or replaced; which one is current stays. */
    public LabctlConfig with(String name, ContextConfig context) {
        var more = new TreeMap<>(contexts);
        more.put(name, context);
        return new LabctlConfig(currentContext, more);
    }

    public LabctlConfig current(String name) {
        return new LabctlConfig(name, contexts);
    }
}
