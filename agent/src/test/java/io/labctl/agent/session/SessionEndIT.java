package io.labctl.agent.session;

import static io.labctl.agent.session.OneMachine.reading;
import static io.labctl.agent.session.OneMachine.sh;
import static io.labctl.agent.session.OneMachine.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How commands end, by themselves and by others. */
class SessionEndIT extends SessionCase {
    @Test
    void a_signal_reaches_a_command_that_reads_nothing_of_a_full_window() throws Exception {
        machine()
                .runs(
                        reading(
                                sh(
                                        "trap 'kill $!; echo got; exit 7' INT; echo ready; sleep 1000 & wait")));
        await().until(() -> out().equals("ready\n"));
        Thread saying = Thread.ofVirtual().start(this::saysMoreThanIsRead);
        await().until(() -> saying.getState() == Thread.State.WAITING);

        caller().says(Frame.text(FrameKind.SIGNAL, "NONSENSE"));
        caller().says(Frame.text(FrameKind.SIGNAL, "INT"));

        assertThat(caller().end()).isEqualTo(new WorkEnd.Exited(7));
        assertThat(out()).isEqualTo("ready\ngot\n");
        saying.join();
    }

    /** Waits while the window is full. */
    private void saysMoreThanIsRead() {
        try {
            for (int i = 0; i < 60; i++) {
                caller().says(Frame.of(FrameKind.IN, ByteBuffer.wrap(bytes(30_000))));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_command_that_a_signal_ends_tells_which() throws Exception {
        machine().runs(sh("echo ready; exec sleep 1000"));
        await().until(() -> out().equals("ready\n"));

        caller().says(Frame.text(FrameKind.SIGNAL, "HUP"));

        assertThat(caller().end()).isEqualTo(new WorkEnd.Exited(129));
    }

    @Test
    void at_its_timeout_all_that_a_command_started_is_killed() throws Exception {
        Path pids = folder().resolve("pids");
        String script =
                "trap '' TERM; echo $$ > %1$s; sleep 1000 & echo $! >> %1$s; (sleep 1000 & echo $! >> %1$s); wait; wait"
                        .formatted(pids);

        machine().runs(within(Duration.ofMillis(500), sh(script)));

        assertThat(caller().end()).isEqualTo(new WorkEnd.TimedOut());
        assertThat(Files.readAllLines(pids)).hasSize(3);
        await().untilAsserted(
                        () -> assertThat(Files.readAllLines(pids)).noneMatch(SessionCase::isAlive));
    }

    @Test
    void a_daemon_that_a_command_leaves_holds_nobody_up_and_goes_on() throws Exception {
        Path pid = folder().resolve("pid");
        machine().runs(sh("(while :; do echo late; sleep 0.01; done) & echo $! > " + pid));

        assertThat(caller().end()).isEqualTo(WELL);

        await().until(() -> machine().sessions().isIdle());
        ProcessHandle daemon =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        assertThat(daemon.isAlive()).isTrue();
        daemon.destroyForcibly();
    }

    @Test
    void a_command_whose_caller_does_not_come_back_is_killed() {
        var limits = OneMachine.limits(Duration.ofMillis(300), OneMachine.LONG);
        var impatient = new OneMachine(folder().resolve("others"), caller(), limits);
        try (impatient) {
            UUID id = impatient.runs(sh("echo $$; sleep 1000"));
            await().until(() -> out().endsWith("\n"));

            caller().leaves();

            told(id, new WorkEnd.Killed("its caller was gone for 0.3s"));
            await().until(() -> !isAlive(out()));
        }
    }

    @Test
    void a_command_that_labd_takes_for_lost_is_killed() throws IOException {
        UUID id = machine().runs(sh("echo $$; sleep 1000"));
        await().until(() -> out().endsWith("\n"));

        caller().isTakenForEnded();

        await().until(() -> !isAlive(out()) && machine().sessions().isIdle());
        assertThat(machine().journal().has(id)).isFalse();
        assertThat(caller().result(id)).isNull();
    }

    @Test
    void a_command_that_somebody_kills_has_time_for_its_last_words() {
        UUID id = machine().runs(sh("trap 'echo bye; exit 1' TERM; echo ready; sleep 1000 & wait"));
        await().until(() -> out().equals("ready\n"));

        UUID kill = machine().asked(new Action.Kill(id));

        assertThat(caller().end()).isEqualTo(new WorkEnd.Killed("by request"));
        assertThat(out()).isEqualTo("ready\nbye\n");
        await().untilAsserted(
                        () -> assertThat(caller().result(kill)).isEqualTo(new WorkEnd.Done(null)));
    }

    @Test
    void when_the_agent_stops_its_sessions_end_and_say_so() {
        machine().runs(sh("echo ready; exec sleep 1000"));
        await().until(() -> out().equals("ready\n"));

        machine().close();

        assertThat(caller().end()).isEqualTo(new WorkEnd.Killed("the agent was stopped"));
    }

    @Test
    void when_nobody_is_there_at_the_stop_labd_is_told_all_the_same() throws IOException {
        caller().isThere(false);
        UUID id = machine().runsDetached(sh("exec sleep 1000"));
        await().until(() -> machine().sessions().alive().contains(id));

        machine().close();

        assertThat(caller().result(id)).isEqualTo(new WorkEnd.Killed("the agent was stopped"));
        assertThat(machine().journal().has(id)).isFalse();
    }
}
