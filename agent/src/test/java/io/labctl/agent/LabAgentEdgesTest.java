package io.labctl.agent;

import static io.labctl.agent.OneAgent.AGENT;
import static io.labctl.agent.OneAgent.CATALOG;
import static io.labctl.agent.OneAgent.GOOD;
import static io.labctl.agent.OneAgent.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.cache.TestCatalogs;
import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.FakeLabd;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.resource.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(ints = {-400, 400})
    void a_clock_that_is_set_in_mid_run_changes_neither_its_start_nor_how_long_it_took(int days)
            throws Exception {
        agent.enrolled();
        agent.labd().answers(CATALOG, Answer.catalog(GOOD));
        agent.applies(
                (_, _, _) -> {
                    agent.wakesUpAfter(Duration.ofDays(days));
                    return List.of();
                });
        Instant before = Instant.now();

        assertThat(agent.labAgent("run", "--once")).isZero();

        assertThat(agent.report().startedAt())
                .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
        assertThat(agent.report().durationMs()).isBetween(0L, 60_000L);
    }

    @Test
    void a_clock_before_the_certificates_of_labd_is_named_as_what_is_wrong() throws Exception {
        agent.ranOnceWith(GOOD);
        var authority = new TestAuthority(Instant.now().plus(Duration.ofDays(30)));
        try (var labd = new FakeLabd(authority)) {
            agent.identities().install(authority.identity(AGENT, labd.uri()));

            assertThat(agent.labAgent("run", "--once")).isZero();

            assertThat(agent.out())
                    .contains(
                            "the certificate of labd at %s is not valid yet by this machine's clock (NotBefore: "
                                    .formatted(labd.uri()));
            assertThat(agent.applied()).hasSize(2);
        }
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
