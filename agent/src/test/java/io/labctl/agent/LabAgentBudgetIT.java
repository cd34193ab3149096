package io.labctl.agent;

import static io.labctl.agent.OneAgent.GOOD;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.budget.OwnUse;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.agent.run.Application;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.resource.ResourceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The budget in agent.yaml, and what a run makes of it. */
@Timeout(60)
class LabAgentBudgetIT {
    private static final Duration WORK = Duration.ofMillis(20);
    private static final String SLOWED = "run was slowed by ";
    private static final String HELD = "lab-agent held up to ";

    @RegisterExtension static final OneAgent agent = new OneAgent();

    private final AtomicReference<Spent> spent = new AtomicReference<>();

    private record Spent(Duration cpu, Duration time) {}

    @Test
    void a_run_over_its_processor_budget_takes_the_time_for_it_and_says_so() throws Exception {
        budget("cpu: 1%");

        assertThat(agent.labAgent("run", "--once")).isZero();

        assertThat(said()).anyMatch(each -> each.startsWith(SLOWED) && each.contains(" 1% "));
        assertThat(spent.get().time()).isGreaterThan(spent.get().cpu().multipliedBy(50));
    }

    @Test
    void a_run_within_its_processor_budget_says_nothing() throws Exception {
        budget("cpu: 99999%");

        assertThat(agent.labAgent("run", "--once")).isZero();

        assertThat(said()).noneMatch(each -> each.startsWith(SLOWED));
    }

    @Test
    void a_run_over_its_memory_budget_says_so() throws Exception {
        budget("memory: 64MiB");

        assertThat(agent.labAgent("run", "--once")).isZero();

        assertThat(said())
                .anyMatch(
                        each ->
                                each.startsWith(HELD)
                                        && each.endsWith(" in this run, and its budget is 64MiB"));
    }

    @Test
    void a_run_within_its_memory_budget_says_nothing() throws Exception {
        budget("memory: 9999GiB");

        assertThat(agent.labAgent("run", "--once")).isZero();

        assertThat(said()).noneMatch(each -> each.startsWith(HELD));
    }

    private void budget(String of) throws Exception {
        agent.enrolled();
        agent.labd().answers(OneAgent.CATALOG, Answer.catalog(GOOD));
        agent.applies(working());
        Files.writeString(
                agent.folder().resolve("agent.yaml"), "budget: {%s}\n".formatted(of), APPEND);
    }

    private List<String> said() {
        return agent.report().logs().stream().map(RunNote::message).toList();
    }

    /** Uses the processor, as the kernel counts it, and notes how long its one resource took. */
    private Application working() {
        return (_, _, progress) -> {
            var report =
                    new ResourceReport(
                            ResourceId.parse("symlink[/etc/link]"),
                            ResourceOutcome.UNCHANGED,
                            1,
                            List.of(),
                            null);
            long began = System.nanoTime();
            Duration before = used();
            while (used().minus(before).compareTo(WORK) < 0) {
                Thread.onSpinWait();
            }
            Duration cpu = used().minus(before);
            progress.done(report);
            spent.set(new Spent(cpu, Duration.ofNanos(System.nanoTime() - began)));
            return List.of(report);
        };
    }

    private static Duration used() {
        try {
            return new OwnUse().cpu();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
