package io.labctl.agent.run;

import io.labctl.agent.exit.ExitCode;
import io.labctl.agent.lock.RunLock;
import io.labctl.agent.machine.InnerProgram;
import io.labctl.agent.machine.Signal;
import io.labctl.agent.time.Stop;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.RunEvent;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.report.RunTotals;
import io.labctl.catalog.time.Span;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run within this process, where others expect a program. It writes an event a line, as JSON. To
 * end it ends the run only when that was begun for it.
 */
final class RunProgram implements InnerProgram {
    private static final Logger LOG = LoggerFactory.getLogger(RunProgram.class);

    /** For a run of another process to end; most take minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final SharedRuns runs;
    private final RunOrder order;
    private final boolean detailed;
    private final Timekeeper time;
    private final Stop leaves;
    private final EventLines out;
    private final EventTeller teller;

    /** What it exits with when it ends early by a signal. */
    private final CompletableFuture<Integer> signalled = new CompletableFuture<>();

    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    RunProgram(
            SharedRuns runs,
            RunOrder order,
            boolean detailed,
            Timekeeper time,
            Stop stop,
            JsonMapper json) {
        this.runs = runs;
        this.order = order;
        this.detailed = detailed;
        this.time = time;
        this.leaves = stop.forPart("who asked for it wants it to end");
        this.out = new EventLines(json);
        this.teller = new EventTeller(out, time);
    }

    /** Says this before all else. */
    void warn(String sentence) {
        teller.note(RunNote.warning(sentence));
    }

    /** To its end, on a thread of its own. */
    void make() {
        try {
            Optional<RunResult> result = made();
            int code = result.map(this::ended).orElse(ExitCode.FAILED);
            boolean isWhole = result.filter(RunProgram::isWhole).isPresent();
            end(isWhole ? code : signalled.getNow(code));
        } catch (LabException e) {
            failed(e.sentence());
        } catch (IOException e) {
            failed(FileTrouble.sentence(e));
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("unexpected error in a run");
            failed("unexpected error: " + e);
        } finally {
            leaves.signal();
        }
    }

    /** Empty when who asked for it left without one. */
    private Optional<RunResult> made() throws IOException {
        Optional<RunResult> result = runs.run(order, teller, leaves);
        Optional<Long> since = Optional.empty();
        while (result.isPresent() && result.get() instanceof RunResult.Busy(var holder)) {
            if (since.isEmpty()) {
                since = Optional.of(time.mark());
                teller.note(
                        RunNote.notice(
                                "another run is going on: %s; %s begins when it has ended"
                                        .formatted(holder, order.words())));
            } else if (time.since(since.get()).compareTo(PATIENCE) >= 0) {
                return result;
            }
            if (leaves.pause(BETWEEN_LOOKS)) {
                return Optional.empty();
            }
            result = runs.run(order, teller, leaves);
        }
        return result;
    }

    /** Answers with the exit code. */
    private int ended(RunResult result) {
        return switch (result) {
            case RunResult.Finished finished -> {
                out.add(new RunEvent.Ended(RunTotals.of(finished.report())));
                yield detailed
                        ? RunExitCode.detailed(finished.report())
                        : RunExitCode.plain(finished.report());
            }
            case RunResult.Stopped _ ->
                    notMade("stopped before there was a catalog; nothing was applied");
            case RunResult.NotAllowed disabled -> notMade(OnDemand.sentence(disabled.why()));
            case RunResult.NoSuchTag tag -> notMade(tag.sentence());
            case RunResult.Busy(RunLock.HeldBy holder) ->
                    notMade(
                            "another run is going on, and has not ended within %s: %s"
                                    .formatted(Span.of(PATIENCE), holder));
        };
    }

    private static boolean isWhole(RunResult result) {
        return result instanceof RunResult.Finished(Report report)
                && report.outcome() != RunOutcome.INTERRUPTED;
    }

    private int notMade(String reason) {
        out.add(new RunEvent.NotMade(reason));
        return ExitCode.FAILED;
    }

    private void failed(String reason) {
        end(notMade(reason));
    }

    private void end(int code) {
        out.end();
        exit.complete(code);
    }

    @Override
    public InputStream out() {
        return out;
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return exit.copy();
    }

    /** That a terminal is gone says only that its caller is. */
    @Override
    public void signal(Signal signal) {
        switch (signal) {
            case INT, TERM, QUIT, KILL -> {
                signalled.complete(signal.exitCode());
                leaves.signal();
            }
            case HUP, USR1, USR2, PIPE, CONT, STOP, TSTP, WINCH -> {}
        }
    }

    @Override
    public void askToEnd() {
        signal(Signal.TERM);
    }

    /** The run itself ends in its own time, with its report. */
    @Override
    public void kill() {
        signal(Signal.KILL);
        end(Signal.KILL.exitCode());
    }

    @Override
    public void close() {
        out.end();
    }
}
