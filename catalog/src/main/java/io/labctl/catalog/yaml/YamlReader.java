package io.labctl.catalog.yaml;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.Printable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Builds values from the parser's events, which know places that a composed tree no longer has: an
 * alias, a second document. One reader reads one file.
 */
final class YamlReader {
    /** Nobody nests deeper by hand; it bounds the recursion here. */
    private static final int DEEPEST = 32;

    private static final Set<String> NULLS = Set.of("", "~", "null");

    private final String file;
    private final List<Fault> faults = new ArrayList<>();

    YamlReader(String file) {
        this.file = file;
    }

    YamlDocument read(String text) {
        var settings =
                LoadSettings.builder()
                        .setLabel(file)
                        .setCodePointLimit(YamlDocument.LARGEST)
                        .build();
        Value root = new Value.Nothing(Place.in(file));
        refuseUnprintable(text);
        if (!faults.isEmpty()) {
            return new YamlDocument(root, faults);
        }
        try {
            root = document(new Parse(settings).parseString(text).iterator(), root);
        } catch (TooDeep e) {
            faults.add(e.place.fault(null, "nested deeper than %d levels".formatted(DEEPEST)));
        } catch (MarkedYamlEngineException e) {
            faults.add(SyntaxFault.of(file, text, e));
        } catch (YamlEngineException e) {
            faults.add(Place.in(file).fault(null, "file is not YAML 1.2"));
        }
        return new YamlDocument(root, faults);
    }

    /** The parser refuses such characters too, but does not say where. */
    private void refuseUnprintable(String text) {
        int line = 0;
        for (String each : text.lines().toList()) {
            line++;
            OptionalInt bad =
                    each.codePoints().filter(c -> !StreamReader.isPrintable(c)).findFirst();
            if (bad.isPresent()) {
                String message =
                        "character U+%04X is not allowed in YAML".formatted(bad.getAsInt());
                faults.add(new Place(file, line, 0).fault(null, message));
            }
        }
    }

    private Value document(Iterator<Event> events, Value empty) {
        Value root = empty;
        int documents = 0;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent start) {
                documents++;
                if (documents > 1) {
                    refuse(start, "a second document starts here, only one is read");
                    return root;
                }
                root = value(events.next(), events, 0);
            }
        }
        return root;
    }

    private Value value(Event event, Iterator<Event> events, int depth) {
        Place place = place(event.getStartMark());
        if (depth > DEEPEST) {
            throw new TooDeep(place);
        }
        refuseMarks(event);
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar, place);
            case SequenceStartEvent _ -> items(place, events, depth);
            case MappingStartEvent _ -> fields(place, events, depth);
            default -> new Value.Nothing(place);
        };
    }

    private Value scalar(ScalarEvent event, Place place) {
        if (event.getValue().codePoints().anyMatch(YamlReader::isHalf)) {
            faults.add(place.fault(null, "text has half of a character, an unpaired surrogate"));
        }
        boolean nothing = event.isPlain() && NULLS.contains(event.getValue());
        return nothing
                ? new Value.Nothing(place)
                : new Value.Scalar(place, event.getValue(), !event.isPlain());
    }

    private static boolean isHalf(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    private Value items(Place place, Iterator<Event> events, int depth) {
        var values = new ArrayList<Value>();
        for (Event next = events.next();
                !(next instanceof CollectionEndEvent);
                next = events.next()) {
            values.add(value(next, events, depth + 1));
        }
        return new Value.Items(place, values);
    }

    private Value fields(Place place, Iterator<Event> events, int depth) {
        var fields = new LinkedHashMap<String, Value.Field>();
        for (Event next = events.next();
                !(next instanceof CollectionEndEvent);
                next = events.next()) {
            Value key = value(next, events, depth + 1);
            var field = new Value.Field(key.place(), value(events.next(), events, depth + 1));
            if (key instanceof Value.Scalar(Place at, String name, boolean quoted)) {
                if (!quoted && name.equals("<<")) {
                    faults.add(at.fault(null, "merge key '<<' is not read, write the keys out"));
                } else {
                    put(fields, name, field);
                }
            } else {
                faults.add(key.place().fault(null, "a key is %s, not text".formatted(key.shown())));
            }
        }
        return new Value.Fields(place, fields);
    }

    private void put(Map<String, Value.Field> fields, String name, Value.Field field) {
        Value.@Nullable Field earlier = fields.putIfAbsent(name, field);
        if (earlier != null) {
            faults.add(
                    field.place()
                            .fault(
                                    null,
                                    "key '%s' stands twice, first in %s"
                                            .formatted(
                                                    Printable.of(name),
                                                    seenFrom(field.place(), earlier.place()))));
        }
    }

    private static String seenFrom(Place here, Place other) {
        return other.line() == here.line()
                ? "column %d of this line".formatted(other.column())
                : "line %d".formatted(other.line());
    }

    private void refuseMarks(Event event) {
        if (event instanceof AliasEvent alias) {
            refuse(
                    alias,
                    "alias '*%s' is not read, write the value out".formatted(alias.getAlias()));
        } else if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            refuse(
                    node,
                    "anchor '&%s' is not read, write the value out"
                            .formatted(node.getAnchor().get()));
        }
        tag(event)
                .ifPresent(
                        tag ->
                                refuse(
                                        event,
                                        "tag '%s' is not read, leave it out"
                                                .formatted(Printable.of(tag))));
    }

    private static Optional<String> tag(Event event) {
        return switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent start -> start.getTag();
            default -> Optional.empty();
        };
    }

    private void refuse(Event event, String message) {
        faults.add(place(event.getStartMark()).fault(null, message));
    }

    private Place place(Optional<Mark> mark) {
        return mark.map(each -> new Place(file, each.getLine() + 1, each.getColumn() + 1))
                .orElseGet(() -> Place.in(file));
    }

    /** Unwinds the recursion; the parser's place is the only news it carries. */
    private static final class TooDeep extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Place place;

        TooDeep(Place place) {
            super(null, null, false, false);
            this.place = place;
        }
    }
}
