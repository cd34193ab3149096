package io.labctl.catalog.yaml;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.module.Fault;
import java.util.ArrayList;
import java.util.List;

/**
 * What one YAML file says (YAML 1.2, one document, without anchors, aliases and tags).
 *
 * @param root nothing when the file is empty, and where it could not be read
 * @param faults what is wrong with it, in the order of the file; a caller that finds any should not
 *     lean on {@code root}
 */
public record YamlDocument(Value root, List<Fault> faults) {
    /** More than this is no configuration, in bytes. */
    public static final int LARGEST = 1 << 20;

    public YamlDocument {
        faults = List.copyOf(faults);
    }

    /**
     * Reads a file's bytes; never throws for what they are.
     *
     * @param file as its owner knows it, for the places
     */
    public static YamlDocument read(String file, byte[] bytes) {
        if (bytes.length > LARGEST) {
            return unreadable(
                    Place.in(file),
                    "file has more than %d bytes (1 MiB), which is all that is read"
                            .formatted(LARGEST));
        }
        return switch (Utf8.decode(file, bytes)) {
            case Utf8.Text(String text) -> new YamlReader(file).read(text);
            case Utf8.Broken(Place place) -> unreadable(place, "file is not UTF-8 text");
        };
    }

    /** The same for a file that must hold a map, as an empty one does; anything else is a fault. */
    public YamlDocument asMap() {
        return switch (root) {
            case Value.Fields _ -> this;
            case Value.Nothing nothing ->
                    faults.isEmpty()
                            ? new YamlDocument(Value.Fields.empty(nothing.place()), faults)
                            : this;
            case Value.Scalar _, Value.Items _ -> {
                var all = new ArrayList<>(faults);
                String message = "file holds %s, not a map of keys".formatted(root.shown());
                all.add(root.place().fault(null, message));
                yield new YamlDocument(root, all);
            }
        };
    }

    /** The keys of a file that holds a map; none of any other. */
    public Value.Fields fields() {
        return root instanceof Value.Fields fields ? fields : Value.Fields.empty(root.place());
    }

    private static YamlDocument unreadable(Place place, String message) {
        return new YamlDocument(new Value.Nothing(place), List.of(place.fault(null, message)));
    }
}
