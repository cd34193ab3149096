package io.labctl.catalog.module;

import java.util.Optional;

/** Where the data gave the values that a module was filled with. */
@FunctionalInterface
public interface Origins {
    /** For a module that was not filled from data, and where no place is asked for. */
    Origins UNKNOWN = _ -> Optional.empty();

    /**
     * The line of a record or of a map's key.
     *
     * @param value this very object, not one that equals it
     */
    Optional<Origin> of(Object value);
}
