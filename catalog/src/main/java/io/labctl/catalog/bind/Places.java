package io.labctl.catalog.bind;

import io.labctl.catalog.module.Origin;
import io.labctl.catalog.module.Origins;
import java.util.IdentityHashMap;
import java.util.Optional;

/** Where the records that a binder made stand in the data; what is a default stands nowhere. */
final class Places implements Origins {
    private final IdentityHashMap<Object, Place> places = new IdentityHashMap<>();

    void put(Object made, Place place) {
        if (!place.equals(Defaults.CODE)) {
            places.put(made, place);
        }
    }

    @Override
    public Optional<Origin> of(Object value) {
        return Optional.ofNullable(places.get(value))
                .map(place -> new Origin(place.file(), place.line()));
    }
}
