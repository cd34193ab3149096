package io.labctl.catalog.report;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One property that was, or would be, changed.
 *
 * @param from the value found; null where there was none, or where it is not told
 * @param to the value wanted; null where it was taken away, or where it is not told
 * @param diff a unified diff, for texts only
 */
public record Change(
        String property, @Nullable String from, @Nullable String to, @Nullable String diff) {
    public static Change of(String property, @Nullable String from, @Nullable String to) {
        return new Change(property, from, to, null);
    }

    /** From what is found to what is wanted: none where that is the same, or nothing is wanted. */
    public static Optional<Change> toward(
            String property, @Nullable String found, @Nullable String wanted) {
        return wanted == null || wanted.equals(found)
                ? Optional.empty()
                : Optional.of(of(property, found, wanted));
    }
}
