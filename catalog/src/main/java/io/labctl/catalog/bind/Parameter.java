package io.labctl.catalog.bind;

import java.util.Optional;

/**
 * One component of a record as data files see it.
 *
 * @param component its name in the language's spelling
 * @param merged whether {@link io.labctl.catalog.module.Merged} stands on it
 * @param fallback what {@link io.labctl.catalog.module.Default} says
 */
record Parameter(String component, Shape shape, boolean merged, Optional<String> fallback) {
    /** Its name in data files, in kebab-case. */
    String name() {
        return Kebab.ofComponent(component);
    }
}
