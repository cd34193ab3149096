package io.labctl.agent.run;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What kind of run is wanted.
 *
 * @param tags only what has one of these and what that comes after; none means all
 * @param module what is applied this once instead of the machine's own catalog; null for that
 * @param nextContact within what time labd will hear again; null when nobody knows
 * @param warning what its report shall say first; null when that is nothing
 */
public record RunOrder(
        boolean noop,
        List<String> tags,
        @Nullable OneModule module,
        @Nullable Duration nextContact,
        @Nullable String warning) {
    public RunOrder {
        tags = List.copyOf(tags);
    }

    /** About the machine's own catalog. */
    public RunOrder(
            boolean noop,
            List<String> tags,
            @Nullable Duration nextContact,
            @Nullable String warning) {
        this(noop, tags, null, nextContact, warning);
    }

    /**
     * A catalog of one module alone.
     *
     * @param work by which labd knows that a person wants it
     */
    public record OneModule(String name, UUID work) {}

    @Nullable String moduleName() {
        return module == null ? null : module.name();
    }

    /** Whether a run by that other order does for this one too. */
    boolean isMetBy(RunOrder other) {
        return warning == null
                && noop == other.noop
                && new HashSet<>(tags).equals(new HashSet<>(other.tags))
                && Objects.equals(moduleName(), other.moduleName());
    }

    /** Such a run, for a sentence: {@code a no-op run of module 'motd'}. */
    String words() {
        String part =
                module != null
                        ? " of module '%s'".formatted(module.name())
                        : tags.isEmpty() ? "" : " of only " + String.join(", ", tags);
        return (noop ? "a no-op run" : "a run") + part;
    }
}
