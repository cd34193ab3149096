package io.labctl.agent;

import static io.labctl.agent.OneAgent.AGENT;
import static io.labctl.agent.OneAgent.CATALOG;
import static io.labctl.agent.OneAgent.GOOD;
import static io.labctl.agent.OneAgent.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.cache.TestCatalogs;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.resource.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a run goes through in time and in size. */
class LabAgentEdgesTest {
    private static final int MANY = 5000;

    @RegisterExtension private static final OneAgent agent = new OneAgent();

    @Test
    void a_report_of_thousands_of_changes_arrives_whole() throws Exception {
        agent.enrolled();
        agent.labd().answers(CATALOG, Answer.catalog(GOOD));
        agent.applies((_, _, _) -> changed("x".repeat(100_000)));

        assertThat(agent.labAgent("run", "--once")).isZero();

        Report report = agent.report();
        assertThat(report.resources()).hasSize(MANY);
        assertThat(report.outcome()).isEqualTo(RunOutcome.CHANGED);
        assertThat(agent.labd().requests(REPORTS).getLast().body()).hasSizeLessThan(8 << 20);
    }

    @Test
    void a_clock_that_jumps_either_way_keeps_no_run_from_ending_and_no_report_from_arriving()
            throws Exception {
        agent.enrolled();
        agent.labd().answers(CATALOG, Answer.catalog(TestCatalogs.bytes(AGENT, "a")));
        agent.ends(ResourceOutcome.CHANGED);
        agent.labAgent("run", "--once");

        agent.wakesUpAfter(Duration.ofDays(-3));
        int back = agent.labAgent("run", "--once");
        agent.wakesUpAfter(Duration.ofDays(6));
        int ahead = agent.labAgent("run", "--once");

        assertThat(List.of(back, ahead)).containsOnly(0);
        assertThat(agent.reports()).hasSize(3).allMatch(each -> each.durationMs() >= 0);
    }

    private static List<ResourceReport> changed(String diff) {
        return IntStream.range(0, MANY)
                .mapToObj(
                        i ->
                                new ResourceReport(
                                        new ResourceId("file", "/etc/file" + i),
                                        ResourceOutcome.CHANGED,
                                        1,
                                        List.of(new Change("content", "found", "wanted", diff)),
                                        null))
                .toList();
    }
}
