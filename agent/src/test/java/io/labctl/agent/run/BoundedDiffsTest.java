package io.labctl.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.ResourceId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedDiffsTest {
    @Test
    void the_first_diffs_stay_and_every_change_is_told() {
        List<ResourceReport> told = BoundedDiffs.of(changed(5000, "x".repeat(64 * 1024)));

        assertThat(told).hasSize(5000);
        assertThat(told.stream().limit(64)).allMatch(each -> diff(each).startsWith("x"));
        assertThat(told.stream().skip(64))
                .allMatch(
                        each ->
                                diff(each)
                                        .equals(
                                                "diff omitted: the diffs of this run have more than 4 MiB"));
        assertThat(told).allMatch(each -> "wanted".equals(each.changes().getFirst().to()));
    }

    @Test
    void what_has_no_diff_is_left_as_it_is() {
        List<ResourceReport> resources = changed(2, null);

        assertThat(BoundedDiffs.of(resources)).isEqualTo(resources);
    }

    private static List<ResourceReport> changed(
            int count, @org.jspecify.annotations.Nullable String diff) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                new ResourceReport(
                                        new ResourceId("file", "/etc/" + i),
                                        ResourceOutcome.CHANGED,
                                        1,
                                        List.of(new Change("content", "found", "wanted", diff)),
                                        null))
                .toList();
    }

    private static String diff(ResourceReport one) {
        return String.valueOf(one.changes().getFirst().diff());
    }
}
