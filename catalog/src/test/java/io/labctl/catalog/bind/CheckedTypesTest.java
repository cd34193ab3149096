package io.labctl.catalog.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.CheckedBy;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.DnsLabel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Values, items and keys whose types have rules of their own. */
class CheckedTypesTest {
    record Fleet(SortedMap<DnsLabel, Size> clouds, @Default List<Size> sizes) {}

    record Size(int servers) {
        Size {
            if (servers < 0) {
                throw new InvalidInput("size %d is negative".formatted(servers));
            }
        }
    }

    @Test
    void a_checked_type_is_refused_where_it_was_written_be_it_a_key_or_an_item() {
        var clouds = new LinkedHashMap<String, Value.Field>();
        clouds.put("a_b", line(4, new Value.Scalar(at(4), "-1", false)));
        clouds.put("lab", line(5, new Value.Scalar(at(5), "3", false)));
        var sizes = new Value.Items(at(6), List.of(new Value.Scalar(at(7), "-2", false)));
        var given = new LinkedHashMap<String, Value.Field>();
        given.put("clouds", line(3, new Value.Fields(at(4), clouds)));
        given.put("sizes", line(6, sizes));

        var binding =
                Parameters.of(Fleet.class)
                        .bind(null, List.of(new Value.Fields(at(3), given)), at(1));

        assertThat(binding)
                .isEqualTo(
                        new Binding.Refused<Fleet>(
                                List.of(
                                        at(4).fault(
                                                        null,
                                                        "name 'a_b' is not a plain DNS label: use"
                                                                + " 1 to 63 of a-z, 0-9 and inner"
                                                                + " hyphens"),
                                        at(4).fault(null, "size -1 is negative"),
                                        at(7).fault(null, "size -2 is negative"))));
    }

    @Test
    void a_map_may_have_keys_of_a_checked_type() {
        var given = fields(Map.of("clouds", Map.of("lab", 3)));

        assertThat(Parameters.of(Fleet.class).bind(null, List.of(given), at(1)))
                .isEqualTo(
                        new Binding.Ready<>(
                                new Fleet(
                                        new TreeMap<>(Map.of(new DnsLabel("lab"), new Size(3))),
                                        List.of())));
    }

    record Loud(String value) implements Comparable<Loud> {
        @Override
        public int compareTo(Loud other) {
            return value.compareToIgnoreCase(other.value);
        }
    }

    @Test
    void keys_that_mean_the_same_are_told() {
        record Voices(SortedMap<Loud, String> voices) {}
        var voices = new LinkedHashMap<String, Object>();
        voices.put("Port", "1");
        voices.put("port", "2");

        assertThat(
                        Parameters.of(Voices.class)
                                .bind(null, List.of(fields(Map.of("voices", voices))), at(1)))
                .isEqualTo(
                        new Binding.Refused<Voices>(
                                List.of(
                                        Place.in("f")
                                                .fault(
                                                        null,
                                                        "key 'voices.port' is given twice,"
                                                                + " spelled differently"))));
    }

    @CheckedBy(Wall.Flat.class)
    record Wall(int width, int height, String colour) {
        record Flat(int height, int width) {
            Flat {
                if (height > width) {
                    throw InvalidInput.inField("height", "wall is higher than wide");
                }
            }
        }
    }

    @Test
    void a_rule_about_some_parts_is_judged_when_these_are_right() {
        assertThat(faults(Wall.class, Map.of("width", 1, "height", 2, "colour", List.of())))
                .containsExactly(
                        "f: key 'colour' is a list, not text", "f: wall is higher than wide");
        assertThat(faults(Wall.class, Map.of("width", true, "height", 2, "colour", "red")))
                .containsExactly("f: key 'width' is 'true', not a whole number");
        assertThat(faults(Wall.class, Map.of("width", 2, "height", 1, "colour", "red"))).isEmpty();
    }

    private static List<String> faults(Class<?> type, Map<String, ?> given) {
        var binding = Parameters.of(type).bind(null, List.of(fields(given)), at(1));
        return binding instanceof Binding.Refused<?>(var faults)
                ? faults.stream().map(Fault::sentence).toList()
                : List.of();
    }

    @CheckedBy(Angle.Steep.class)
    record Angle(int degrees) {
        record Steep(int degrees) {
            Steep {
                if (degrees < 30) {
                    throw InvalidInput.inField(
                            "degrees", "angle of %d is too flat".formatted(degrees));
                }
            }
        }
    }

    @Test
    void a_rule_about_the_only_part_holds_for_its_short_form_too() {
        record House(Angle roof) {}

        assertThat(faults(House.class, Map.of("roof", 5)))
                .containsExactly("f: angle of 5 is too flat");
        assertThat(faults(House.class, Map.of("roof", Map.of("degrees", 5))))
                .containsExactly("f: angle of 5 is too flat");
        assertThat(faults(House.class, Map.of("roof", 45))).isEmpty();
    }

    @CheckedBy(Roof.Steep.class)
    record Roof(int angle) {
        record Steep(String angle) {}
    }

    @Test
    void a_rule_that_takes_a_part_for_something_else_is_refused() {
        assertThatThrownBy(() -> Parameters.of(Roof.class))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("rule Steep is about 'angle' as String, but Roof has it as int");
    }

    @CheckedBy(Floor.Even.class)
    record Floor(List<String> boards) {
        record Even(List<Integer> boards) {}
    }

    @Test
    void a_rule_that_takes_the_items_of_a_part_for_something_else_is_refused() {
        assertThatThrownBy(() -> Parameters.of(Floor.class))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "rule Even is about 'boards' as List<Integer>, but Floor has it as"
                                + " List<String>");
    }

    @CheckedBy(Door.Locked.class)
    record Door(boolean open) {
        record Locked(boolean key) {}
    }

    @Test
    void a_rule_about_what_the_record_does_not_have_is_refused() {
        assertThatThrownBy(() -> Parameters.of(Door.class))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("rule Locked is about a component 'key' that Door does not have");
    }

    private static Place at(int line) {
        return new Place("f", line, 1);
    }

    private static Value.Field line(int line, Value value) {
        return new Value.Field(at(line), value);
    }

    private static Value.Fields fields(Map<String, ?> plain) {
        return (Value.Fields) Value.of(Place.in("f"), plain);
    }
}
