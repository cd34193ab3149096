package io.labctl.catalog.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.ForKey;
import io.labctl.catalog.module.LabModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Values of a map that fit some keys and not others. */
class ForKeyTest {
    record Room(int seats) implements ForKey {
        @Override
        public void check(String key) {
            if (key.equals("roof")) {
                throw new InvalidInput("nobody sits on the '%s'".formatted(key));
            }
            if (key.equals("cellar")) {
                throw new IllegalStateException("not thought through");
            }
        }
    }

    record House(@Default SortedMap<String, Room> rooms) implements LabModule {}

    @Test
    void a_key_that_does_not_fit_is_told_with_all_other_faults() {
        var rooms = new LinkedHashMap<String, Object>();
        rooms.put("hall", Map.of("seats", "many"));
        rooms.put("roof", Map.of("seats", 2));
        rooms.put("cellar", Map.of("seats", 2));
        rooms.put("kitchen", Map.of("seats", 4));

        assertThat(faults(rooms))
                .containsExactly(
                        "parameter 'rooms.hall.seats' is 'many', not a whole number (it is in quotes, which makes it text)",
                        "parameter 'rooms.roof': nobody sits on the 'roof'",
                        "parameter 'rooms.cellar': threw IllegalStateException: not thought through");
    }

    @Test
    void a_key_that_fits_is_no_fault() {
        assertThat(faults(Map.of("kitchen", Map.of("seats", 4)))).isEmpty();
    }

    private static List<String> faults(Map<String, Object> rooms) {
        var given = (Value.Fields) Value.of(Place.in("the test"), Map.of("rooms", rooms));
        var bound = Parameters.of(House.class).bindModule("house", List.of(given), given.place());
        return switch (bound.forAny()) {
            case Binding.Ready<House> _ -> List.of();
            case Binding.Refused<House>(var faults) -> faults.stream().map(Fault::message).toList();
        };
    }
}
