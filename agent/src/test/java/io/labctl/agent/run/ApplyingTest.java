package io.labctl.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.agent.cache.CheckedCatalogs;
import io.labctl.agent.console.Paint;
import io.labctl.agent.console.RunConsole;
import io.labctl.agent.time.Stop;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.resource.ResourceId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ApplyingTest {
    private static final Catalog CATALOG =
            new Catalog(Catalog.FORMAT, "lab://agent/metal/prod/web1", List.of(), List.of());
    private static final ResourceReport DONE =
            new ResourceReport(
                    ResourceId.parse("file[/etc/motd]"),
                    ResourceOutcome.CHANGED,
                    1,
                    List.of(),
                    null);

    private final RunListener listener =
            new RunConsole(new PrintWriter(new StringWriter()), Paint.NONE);
    private final RunNotes notes = new RunNotes(listener);
    private final Workers workers = new Workers(Duration.ofMillis(50));

    @Test
    void a_run_that_takes_too_long_is_ended_and_what_it_did_is_kept() {
        Application hangs =
                (_, _, progress) -> {
                    progress.done(DONE);
                    while (!Thread.interrupted()) {
                        LockSupport.park();
                    }
                    throw new IllegalStateException("interrupted");
                };

        Applied applied = apply(hangs, Duration.ofMillis(200));

        assertThat(applied.end()).isEqualTo(Applied.End.BROKEN);
        assertThat(applied.resources()).containsExactly(DONE);
        assertThat(notes.kept())
                .containsExactly(RunNote.warning("run took longer than 0.2s and was ended"));
    }

    @Test
    void an_application_that_ends_well_after_an_interrupt_tells_all_resources() {
        Application stops =
                (_, _, _) -> {
                    while (!Thread.interrupted()) {
                        LockSupport.park();
                    }
                    return List.of(DONE, DONE);
                };

        Applied applied = apply(stops, Duration.ofMillis(50));

        assertThat(applied).isEqualTo(new Applied(List.of(DONE, DONE), Applied.End.BROKEN));
    }

    @Test
    void a_run_that_ends_by_itself_is_complete() {
        Applied applied = apply((_, _, _) -> List.of(DONE), Duration.ofMinutes(1));

        assertThat(applied).isEqualTo(new Applied(List.of(DONE), Applied.End.WHOLE));
        assertThat(notes.kept()).isEmpty();
    }

    @Test
    void what_a_run_warns_of_is_told_and_kept_for_its_report() {
        Application warns =
                (_, _, progress) -> {
                    progress.warning("the past is not known");
                    return List.of(DONE);
                };

        apply(warns, Duration.ofMinutes(1));

        assertThat(notes.kept()).containsExactly(RunNote.warning("the past is not known"));
    }

    @Test
    void what_a_run_did_before_it_broke_is_kept() {
        Application breaks =
                (_, _, progress) -> {
                    progress.done(DONE);
                    throw new IllegalStateException("broken");
                };

        Applied applied = apply(breaks, Duration.ofMinutes(1));

        assertThat(applied).isEqualTo(new Applied(List.of(DONE), Applied.End.BROKEN));
    }

    @Test
    void beside_one_that_could_not_be_ended_no_other_is_begun() throws InterruptedException {
        var comes = new CountDownLatch(1);
        var over = new CompletableFuture<Boolean>();
        Application hangs =
                (_, _, progress) -> {
                    awaitUninterruptibly(comes);
                    over.complete(progress.isRunOver());
                    return List.of(DONE);
                };

        Applied first = apply(hangs, Duration.ofMillis(50));
        Applied second = apply((_, _, _) -> List.of(DONE), Duration.ofMinutes(1));

        assertThat(first).isEqualTo(Applied.nothing());
        assertThat(second).isEqualTo(Applied.nothing());
        assertThat(notes.kept())
                .extracting(RunNote::message)
                .containsExactly(
                        "run took longer than 0.05s and was ended",
                        "the resource in hand did not end within 0.05s",
                        "nothing is applied: an earlier run of this daemon has not ended, for one of its resources hangs, as on a file system whose server is away");
        comes.countDown();
        assertThat(over.join()).isTrue();
        await().until(() -> !workers.isOneLeft());
        assertThat(apply((_, _, _) -> List.of(DONE), Duration.ofMinutes(1)).resources())
                .containsExactly(DONE);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean come = false;
        while (!come) {
            try {
                latch.await();
                come = true;
            } catch (InterruptedException _) {
                // as a thread in the kernel: nothing reaches it
            }
        }
    }

    private Applied apply(Application application, Duration limit) {
        var limits = new Applying.Limits(limit, Duration.ofHours(1));
        return new Applying(application, limits, new Stop(), workers)
                .apply(
                        Fetched.current(CheckedCatalogs.of(CATALOG)),
                        new RunOrder(false, List.of(), null, null),
                        listener,
                        notes);
    }
}
