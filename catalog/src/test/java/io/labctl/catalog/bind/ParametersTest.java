package io.labctl.catalog.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
    private static final Parameters<Sample> SAMPLE = Parameters.of(Sample.class);

    @Test
    void what_no_layer_gives_has_its_default() {
        Sample sample = bound(Map.of("title", "t"));

        assertThat(sample)
                .isEqualTo(
                        new Sample(
                                "t",
                                true,
                                3,
                                0,
                                0.5,
                                Duration.ofSeconds(30),
                                Sample.Mode.WARM_UP,
                                List.of(),
                                Collections.emptySortedMap(),
                                Map.of(),
                                Optional.empty(),
                                Optional.empty()));
    }

    @Test
    void every_kind_of_parameter_is_filled() {
        Sample sample =
                bound(
                        Map.of(
                                "title",
                                "t",
                                "active",
                                false,
                                "tries",
                                5,
                                "bytes",
                                1L << 40,
                                "share",
                                1,
                                "every",
                                "1h30m",
                                "mode",
                                "full",
                                "servers",
                                List.of("a", "b"),
                                "members",
                                Map.of("x", Map.of("tags", List.of("y"))),
                                "leader",
                                Map.of("note", "n")));

        assertThat(sample.active()).isFalse();
        assertThat(sample.tries()).isEqualTo(5);
        assertThat(sample.bytes()).isEqualTo(1L << 40);
        assertThat(sample.share()).isEqualTo(1.0);
        assertThat(sample.every()).isEqualTo(Duration.ofMinutes(90));
        assertThat(sample.mode()).isEqualTo(Sample.Mode.FULL);
        assertThat(sample.servers()).containsExactly("a", "b");
        assertThat(sample.members().get("x"))
                .isEqualTo(new Sample.Member(Optional.empty(), List.of("y"), 7));
        assertThat(sample.leader()).contains(new Sample.Member(Optional.of("n"), List.of(), 7));
    }

    @Test
    void a_record_of_one_component_may_be_written_as_its_value() {
        assertThat(bound(Map.of("title", "t", "label", "blue")).label())
                .contains(new Sample.Label("blue"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "titel  | x     | unknown parameter 'titel', did you mean 'title'?",
                "tries  | many  | parameter 'tries' is 'many', not a whole number",
                "tries  | 9999999999 | parameter 'tries' is '9999999999', not a whole number from"
                        + " -2147483648 to 2147483647",
                "bytes  | 9999999999999999999 | parameter 'bytes' is '9999999999999999999', not a"
                        + " whole number of at most 18 digits",
                "active | yes   | parameter 'active' is 'yes', not true or false",
                "share  | 1/2   | parameter 'share' is '1/2', not a number",
                "every  | 30    | parameter 'every' is '30', not a time span with its unit, such as"
                        + " 30s or 1h30m",
                "mode   | fulll | parameter 'mode' is 'fulll', not one of full, warm-up, did you"
                        + " mean 'full'?",
                "servers | one  | parameter 'servers' is 'one', not a list",
                "members | one  | parameter 'members' is 'one', not a map",
            })
    void a_wrong_value_is_told_with_its_place_and_the_nearest_right_one(
            String name, String value, String message) {
        Place place = new Place("data/common.yaml", 7, 3);
        var fields = new LinkedHashMap<String, Value.Field>();
        fields.put("title", field(place, "t"));
        fields.put(name, field(place, value));

        assertThat(faults(new Value.Fields(place, fields)))
                .containsExactly("module sample: data/common.yaml:7: " + message);
    }

    private static Value.Field field(Place place, String text) {
        return new Value.Field(place, new Value.Scalar(place, text, false));
    }

    @Test
    void a_number_in_quotes_is_text() {
        assertThat(faults(fields("f", Map.of("title", "t", "tries", "3"))))
                .singleElement()
                .asString()
                .endsWith(
                        "parameter 'tries' is '3', not a whole number (it is in quotes, which makes"
                                + " it text)");
    }

    @Test
    void a_missing_parameter_is_told() {
        assertThat(faults(fields("data/common.yaml", Map.of())))
                .containsExactly(
                        "module sample: data/common.yaml: parameter 'title' is missing, it must be"
                                + " text");
    }

    @Test
    void all_faults_are_told_at_once() {
        assertThat(faults(fields("f", Map.of("a", 1, "b", 2, "tries", "x")))).hasSize(4);
    }

    @Test
    void a_path_leads_to_what_is_wrong_deep_inside() {
        var members = Map.of("x", Map.of("tags", List.of("fine", List.of())));

        assertThat(faults(fields("f", Map.of("title", "t", "members", members))))
                .containsExactly(
                        "module sample: f: parameter 'members.x.tags[1]' is a list, not text");
    }

    @Test
    void what_a_records_own_check_refuses_is_told_where_that_component_was_written() {
        Place there = new Place("data/roles/web.yaml", 9, 1);
        Place weight = new Place("data/roles/web.yaml", 10, 3);
        var leader =
                new Value.Fields(
                        there,
                        Map.of(
                                "weight",
                                new Value.Field(weight, new Value.Scalar(weight, "-1", false))));
        var all =
                new Value.Fields(
                        there,
                        Map.of(
                                "title",
                                field(there, "t"),
                                "leader",
                                new Value.Field(there, leader)));

        assertThat(faults(all))
                .containsExactly(
                        "module sample: data/roles/web.yaml:10: parameter 'leader.weight': weight -1 is negative");
    }

    @Test
    void an_empty_entry_of_a_map_is_a_fault() {
        var members = new LinkedHashMap<String, Object>();
        members.put("x", null);

        assertThat(faults(fields("f", Map.of("title", "t", "members", members))))
                .singleElement()
                .asString()
                .contains(
                        "parameter 'members.x' is empty, which only takes away what a broader layer gives; it must be a map of note, tags, weight");
    }

    @Test
    void the_nearest_layer_wins_and_keeps_its_place() {
        var broad = fields("data/common.yaml", Map.of("title", "a", "tries", 1));
        var near = fields("data/servers/web1.yaml", Map.of("tries", "x"));

        assertThat(faults(broad, near))
                .singleElement()
                .asString()
                .contains("data/servers/web1.yaml");
        assertThat(bound(broad, fields("n", Map.of("tries", 9))).tries()).isEqualTo(9);
        assertThat(bound(broad, fields("n", Map.of("tries", 9))).title()).isEqualTo("a");
    }

    @Test
    void merged_lists_are_appended_without_repeats() {
        var broad = fields("b", Map.of("title", "t", "servers", List.of("a", "b")));
        var near = fields("n", Map.of("servers", List.of("b", "c")));

        assertThat(bound(broad, near).servers()).containsExactly("a", "b", "c");
    }

    @Test
    void merged_maps_are_joined_key_by_key_down_to_the_lists() {
        var broad =
                fields(
                        "b",
                        Map.of(
                                "title",
                                "t",
                                "members",
                                Map.of("x", member("one", "p"), "y", Map.of())));
        var near = fields("n", Map.of("members", Map.of("x", Map.of("tags", List.of("q")))));

        Sample sample = bound(broad, near);

        assertThat(sample.members()).containsOnlyKeys("x", "y");
        assertThat(sample.members().get("x"))
                .isEqualTo(new Sample.Member(Optional.of("one"), List.of("q"), 7));
    }

    @Test
    void an_empty_value_in_a_nearer_layer_takes_a_merged_key_away() {
        var broad = fields("b", Map.of("title", "t", "members", Map.of("x", Map.of())));
        var gone = new LinkedHashMap<String, Object>();
        gone.put("x", null);

        assertThat(bound(broad, fields("n", Map.of("members", gone))).members()).isEmpty();
    }

    @Test
    void maps_that_are_not_marked_are_replaced_whole() {
        var broad = fields("b", Map.of("title", "t", "plain", Map.of("x", 1)));
        var near = fields("n", Map.of("plain", Map.of("y", 2)));

        assertThat(bound(broad, near).plain()).containsOnlyKeys("y");
    }

    @Test
    void a_record_that_no_data_file_could_fill_is_refused() {
        record Dated(Date when) {}
        record Endless(Optional<List<Endless>> inner) {}
        record Wrong(@Default("soon") int tries) {}
        record Keyed(Map<Inner, String> inner) {}

        assertThatThrownBy(() -> Parameters.of(Dated.class))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith(
                        "component 'when' of Dated is a java.util.Date, which is no parameter"
                                + " type");
        assertThatThrownBy(() -> Parameters.of(Endless.class))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("contains itself");
        assertThatThrownBy(() -> Parameters.of(Wrong.class))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("default 'soon' of Wrong.tries is not a whole number");
        assertThatThrownBy(() -> Parameters.of(Keyed.class))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("neither String nor an ordered record of one String");
    }

    record Inner(List<String> more) {}

    private static Map<String, Object> member(String note, String tag) {
        return Map.of("note", note, "tags", List.of(tag));
    }

    private static Value.Fields fields(String file, Map<String, ?> plain) {
        return (Value.Fields) Value.of(Place.in(file), plain);
    }

    private static Sample bound(Map<String, ?> plain) {
        return bound(fields("f", plain));
    }

    private static Sample bound(Value.Fields... layers) {
        return switch (SAMPLE.bind("sample", Arrays.asList(layers), Place.in("none"))) {
            case Binding.Ready<Sample>(Sample made) -> made;
            case Binding.Refused<Sample>(var faults) -> throw new AssertionError(faults);
        };
    }

    private static List<String> faults(Value.Fields... layers) {
        return switch (SAMPLE.bind("sample", Arrays.asList(layers), Place.in("none"))) {
            case Binding.Ready<Sample> _ -> List.of();
            case Binding.Refused<Sample>(var faults) ->
                    faults.stream().map(Fault::sentence).toList();
        };
    }
}
