package io.labctl.catalog.api;

import java.util.List;

/**
 * A list as every listing answers it: an object, so that something can be added beside the items.
 */
public record Items<T>(List<T> items) {
    public Items {
        items = List.copyOf(items);
    }
}
