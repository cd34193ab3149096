package io.labctl.catalog.fact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A machine's structured facts under Facter 4's names: maps of strings, numbers, booleans, lists
 * and further maps. Paths are dotted ({@code os.release.major}); a number addresses an item of a
 * list.
 */
public record Facts(@JsonValue Map<String, Object> values) {
    /** A machine has some thirty at its top. */
    private static final int MOST_NAMES = 50;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Facts {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public Optional<Object> at(String path) {
        @Nullable Object here = values;
        for (String part : path.split("\\.", -1)) {
            here = below(here, part);
        }
        return Optional.ofNullable(here);
    }

    /**
     * {@code ", did you mean 'x'?"} or nothing, to be put at the end of a message about a path that
     * does not exist.
     */
    String hint(String missing) {
        return nearest(missing)
                .map(Printable::of)
                .map(", did you mean '%s'?"::formatted)
                .orElse("");
    }

    /**
     * That a path does not exist: the one that was probably meant, or else what there is in its
     * place, for other machines may well have it.
     */
    public String lacking(String path) {
        String whose = nearest(path).isPresent() ? "unknown fact" : "this machine has no fact";
        return "%s '%s'%s".formatted(whose, Printable.of(path), hintOrNames(path));
    }

    /**
     * The ending of a message about a path that does not exist: the one that was probably meant, or
     * else what there is in its place; nothing where there is nothing.
     */
    public String hintOrNames(String missing) {
        String hint = hint(missing);
        return hint.isEmpty() ? instead(missing) : hint;
    }

    /**
     * {@code ", there are x, y"}: the names beside the first part of the path that is not there,
     * how long the list is that has no such item, or that the path leads below a single value.
     */
    private String instead(String missing) {
        Object here = values;
        var walked = new StringJoiner(".");
        for (String part : missing.split("\\.", -1)) {
            @Nullable Object next = below(here, part);
            if (next == null) {
                break;
            }
            walked.add(part);
            here = next;
        }
        String path = Printable.of(walked.toString());
        return switch (here) {
            case Map<?, ?> map ->
                    names(path.isEmpty() ? "there" : "in '%s' there".formatted(path), map);
            case List<?> list ->
                    ", '%s' is a list of %d, counted from 0".formatted(path, list.size());
            default -> ", '%s' is a single value".formatted(path);
        };
    }

    private static String names(String above, Map<?, ?> group) {
        String names =
                group.keySet().stream()
                        .map(String::valueOf)
                        .sorted()
                        .limit(MOST_NAMES)
                        .map(Printable::of)
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ", %s are %s".formatted(above, names);
    }

    /** Part by part, as far as it can be told; empty when nothing resembles it. */
    private Optional<String> nearest(String missing) {
        @Nullable Object here = values;
        boolean changed = false;
        var path = new StringJoiner(".");
        for (String part : missing.split("\\.", -1)) {
            if (part.isEmpty()) {
                changed = true;
                continue;
            }
            Optional<String> name = nearest(here, part);
            if (name.isEmpty()) {
                break;
            }
            changed |= !name.get().equals(part);
            path.add(name.get());
            here = below(here, name.get());
        }
        return changed && path.length() > 0 ? Optional.of(path.toString()) : Optional.empty();
    }

    private static Optional<String> nearest(@Nullable Object above, String part) {
        if (below(above, part) != null) {
            return Optional.of(part);
        }
        return above instanceof Map<?, ?> map
                ? Suggestion.nearest(part, map.keySet().stream().map(String::valueOf).toList())
                : Optional.empty();
    }

    private static @Nullable Object below(@Nullable Object above, String part) {
        return switch (above) {
            case Map<?, ?> map -> map.get(part);
            case List<?> list -> item(list, part);
            case null, default -> null;
        };
    }

    private static @Nullable Object item(List<?> list, String index) {
        return index.matches("[0-9]{1,6}") && Integer.parseInt(index) < list.size()
                ? list.get(Integer.parseInt(index))
                : null;
    }
}
