package io.labctl.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.agent.cache.CheckedCatalogs;
import io.labctl.agent.console.Paint;
import io.labctl.agent.console.RunConsole;
import io.labctl.agent.disable.OffSwitch;
import io.labctl.agent.lock.Holder;
import io.labctl.agent.lock.KernelLocks;
import io.labctl.agent.lock.RunLock;
import io.labctl.agent.time.Stop;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon whose run hangs in the kernel, and the other processes of its machine. */
@Timeout(60)
class OneAtATimeIT {
    private static final Catalog CATALOG =
            new Catalog(Catalog.FORMAT, "lab://agent/metal/prod/web1", List.of(), List.of());
    private static final RunOrder ORDER = new RunOrder(false, List.of(), null, null);

    @TempDir private Path folder;
    private final CountDownLatch serverIsBack = new CountDownLatch(1);
    private final Workers workers = new Workers(Duration.ofMillis(50));
    private final StringWriter said = new StringWriter();
    private Path file;
    private Runs runs;

    @BeforeEach
    void makeRuns() {
        file = folder.resolve("run.lock");
        var lock =
                new RunLock(
                        file,
                        () -> Holder.self("lab-agent run"),
                        KernelLocks.ofThisMachine(),
                        WireJson.mapper());
        runs =
                new OneAtATime(
                        new OffSwitch(folder.resolve("disabled.json"), WireJson.mapper()),
                        lock,
                        workers,
                        new Stop(),
                        this::apply);
    }

    @AfterEach
    void endTheWorker() {
        serverIsBack.countDown();
    }

    @Test
    void a_run_that_hangs_keeps_other_processes_out_until_it_has_ended() throws Exception {
        run();

        String daemon = "HeldBy " + Holder.self("lab-agent run");
        assertThat(anotherProcess()).isEqualTo(daemon);
        assertThat(run()).isInstanceOf(RunResult.Stopped.class);
        assertThat(said.toString()).contains("nothing is applied: an earlier run of this daemon");
        assertThat(anotherProcess()).isEqualTo(daemon);

        serverIsBack.countDown();

        await().until(() -> Files.size(file) == 0);
        assertThat(anotherProcess()).isEqualTo("Taken");
    }

    private RunResult run() throws IOException {
        return runs.run(ORDER, console());
    }

    private RunConsole console() {
        return new RunConsole(new PrintWriter(said, true), Paint.NONE);
    }

    private RunResult apply(RunOrder order, RunListener listener, Stop stop) {
        var limits = new Applying.Limits(Duration.ofMillis(50), Duration.ofHours(1));
        new Applying((_, _, _) -> hang(), limits, stop, workers)
                .apply(
                        Fetched.current(CheckedCatalogs.of(CATALOG)),
                        order,
                        listener,
                        new RunNotes(listener));
        return new RunResult.Stopped();
    }

    /**
     * As a thread in the kernel: nothing reaches it, and it finds the interrupt when it is back.
     */
    private <T> List<T> hang() {
        boolean interrupted = false;
        while (true) {
            try {
                serverIsBack.await();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return List.of();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
    }

    /** What became of its attempt to take the lock. */
    private String anotherProcess() throws IOException, InterruptedException {
        Process other =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.labctl.agent.lock.LockHolderProgram",
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            return other.inputReader().readLine();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }
}
