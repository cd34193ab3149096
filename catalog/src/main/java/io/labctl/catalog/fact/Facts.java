package io.labctl.catalog.fact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A machine's structured facts under Facter 4's names: maps of strings, numbers, booleans, lists
 * and further maps. Paths are dotted ({@code os.release.major}); a number addresses an item of a
 * list.
 */
public record Facts(@JsonValue Map<String, Object> values) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Facts {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public Optional<Object> at(String path) {
        Object here = values;
        for (String part : path.split("\\.", -1)) {
            @Nullable Object next =
                    switch (here) {
                        case Map<?, ?> map -> map.get(part);
                        case List<?> list -> item(list, part);
                        default -> null;
                    };
            if (next == null) {
                return Optional.empty();
            }
            here = next;
        }
        return Optional.of(here);
    }

    /** The names beside the first part of a path that does not exist, for a suggestion. */
    public List<String> pathsBeside(String missing) {
        int dot = missing.lastIndexOf('.');
        String parent = dot < 0 ? "" : missing.substring(0, dot);
        if (!parent.isEmpty() && at(parent).isEmpty()) {
            return pathsBeside(parent);
        }
        Object above = parent.isEmpty() ? values : at(parent).orElse(values);
        return above instanceof Map<?, ?> map
                ? new TreeSet<>(map.keySet().stream().map(String::valueOf).toList())
                        .stream()
                                .map(name -> parent.isEmpty() ? name : parent + "." + name)
                                .toList()
                : List.of();
    }

    private static @Nullable Object item(List<?> list, String index) {
        return index.matches("[0-9]{1,6}") && Integer.parseInt(index) < list.size()
                ? list.get(Integer.parseInt(index))
                : null;
    }
}
