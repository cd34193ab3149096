package io.labctl.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.wire.WireJson;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedTextsTest {
    /** What labd takes of a report, unless its operator sets another limit. */
    private static final int LABD_TAKES = 16 << 20;

    @Test
    void the_first_diffs_stay_and_every_change_is_told() {
        List<ResourceReport> told = of(changed(5000, "found", "wanted", "x".repeat(64 * 1024)));

        assertThat(told).hasSize(5000);
        assertThat(told.stream().limit(63)).allMatch(each -> diff(each).startsWith("x"));
        assertThat(told.stream().skip(64))
                .allMatch(
                        each ->
                                diff(each)
                                        .equals(
                                                "diff of 65536 bytes left out: the diffs of this run have more than 4 MiB"));
        assertThat(told).allMatch(each -> "wanted".equals(each.changes().getFirst().to()));
    }

    @Test
    void what_is_short_is_left_as_it_is() {
        List<ResourceReport> resources = changed(2, "found", "wänted", "-found\n+wanted\n");

        assertThat(of(resources)).isEqualTo(resources);
    }

    @Test
    void a_long_text_is_cut_between_two_signs_and_says_how_much_is_left_out() {
        var change = of(changed(1, "a".repeat(4095) + "€uro", "b".repeat(4096), null));

        assertThat(change.getFirst().changes().getFirst().from())
                .isEqualTo("a".repeat(4095) + "… (6 bytes left out)");
        assertThat(change.getFirst().changes().getFirst().to()).isEqualTo("b".repeat(4096));
    }

    @Test
    void a_sign_of_two_halves_is_not_cut_in_two() {
        var change = of(changed(1, "a".repeat(4093) + "😀", null, null));

        assertThat(change.getFirst().changes().getFirst().from())
                .isEqualTo("a".repeat(4093) + "… (4 bytes left out)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "€", "😀", "\u0001", "\"", "\\", "\n"})
    void a_report_of_5000_changes_is_one_that_labd_takes(String sign) {
        String value = sign.repeat(10_000);

        List<ResourceReport> told =
                of(
                        changed(5000, value, value, value).stream()
                                .map(
                                        each ->
                                                new ResourceReport(
                                                        each.id(),
                                                        ResourceOutcome.FAILED,
                                                        1,
                                                        each.changes(),
                                                        value))
                                .toList());

        assertThat(WireJson.mapper().writeValueAsBytes(told)).hasSizeLessThan(LABD_TAKES * 3 / 4);
        assertThat(told.getLast().reason()).startsWith(sign).endsWith(" bytes left out)");
        assertThat(told.getLast().changes().getFirst().from()).startsWith(sign);
    }

    @Test
    void the_names_of_what_is_changed_count_too() {
        String path = "/" + "d".repeat(4000) + "/";
        var changes =
                IntStream.range(0, 50)
                        .mapToObj(i -> Change.of(path + i, "file", "absent"))
                        .toList();
        List<ResourceReport> purged =
                IntStream.range(0, 100)
                        .mapToObj(
                                i ->
                                        new ResourceReport(
                                                new ResourceId("directory", "/" + i),
                                                ResourceOutcome.CHANGED,
                                                1,
                                                changes,
                                                null))
                        .toList();

        assertThat(WireJson.mapper().writeValueAsBytes(of(purged))).hasSizeLessThan(LABD_TAKES / 2);
    }

    private static List<ResourceReport> of(List<ResourceReport> resources) {
        return BoundedTexts.of(resources);
    }

    private static List<ResourceReport> changed(
            int count, @Nullable String from, @Nullable String to, @Nullable String diff) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                new ResourceReport(
                                        new ResourceId("file", "/etc/" + i),
                                        ResourceOutcome.CHANGED,
                                        1,
                                        List.of(new Change("content", from, to, diff)),
                                        null))
                .toList();
    }

    private static String diff(ResourceReport one) {
        return String.valueOf(one.changes().getFirst().diff());
    }
}
