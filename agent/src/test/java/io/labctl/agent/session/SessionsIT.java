package io.labctl.agent.session;

import static io.labctl.agent.session.OneMachine.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which commands are begun, and what is left of them. */
class SessionsIT extends SessionCase {
    @Test
    void the_same_session_is_never_begun_twice() throws Exception {
        Path runs = folder().resolve("runs");
        UUID id = machine().runs(sh("echo run >> " + runs));
        assertThat(caller().end()).isEqualTo(WELL);

        machine().again(id, sh("echo run >> " + runs));
        machine().journal().begun(new UUID(0, 77));
        machine().again(new UUID(0, 77), sh("echo run >> " + runs));
        machine().runs(sh("echo last >> " + runs));

        await().until(() -> Files.readAllLines(runs).contains("last"));
        assertThat(Files.readAllLines(runs)).containsExactly("run", "last");
    }

    @Test
    void a_command_is_started_only_when_labd_leaves_it_to_this_agent() {
        Path ran = folder().resolve("ran");
        caller().answersReceipts(409, 503, 204);

        UUID not = machine().runs(sh("touch " + ran));
        await().until(() -> machine().sessions().isIdle() && !machine().journal().has(not));
        assertThat(ran).doesNotExist();

        machine().runs(sh("touch " + ran));
        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(ran).exists();
    }

    @Test
    void a_journal_that_cannot_be_written_does_not_keep_a_command_from_running() throws Exception {
        Files.createFile(folder().resolve("sessions"));

        machine().runs(sh("echo ran"));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).isEqualTo("ran\n");
    }

    @Test
    void what_an_agent_before_has_left_is_ended_and_told() throws Exception {
        var running = new UUID(0, 71);
        var ended = new UUID(0, 72);
        UUID left = machine().runs(sh("echo $$; sleep 1000"));
        await().until(() -> out().endsWith("\n"));
        Files.copy(
                folder().resolve("sessions").resolve(left.toString()),
                folder().resolve("sessions").resolve(running.toString()));
        machine().journal().ended(ended, new WorkEnd.Exited(5));
        caller().isThere(false);

        try (var next = new OneMachine(folder().resolve("sessions"), caller())) {
            next.sessions().resume();

            await().untilAsserted(
                            () ->
                                    assertThat(caller().result(running))
                                            .isEqualTo(
                                                    new WorkEnd.AgentLost(
                                                            "the agent was restarted while it ran")));
            await().untilAsserted(
                            () ->
                                    assertThat(caller().result(ended))
                                            .isEqualTo(new WorkEnd.Exited(5)));
            await().until(() -> !next.journal().has(running) && !next.journal().has(ended));
            assertThat(isAlive(out().strip())).isFalse();
        }
    }

    @Test
    void what_cannot_be_started_is_told_in_a_sentence() {
        UUID inNowhere = machine().runs(OneMachine.command("ls", null, "/none"));
        UUID asNobody = machine().runs(OneMachine.command("ls", "nouser", null));
        UUID ofNothing = machine().runs(OneMachine.command("no-such", null, null));

        told(inNowhere, new WorkEnd.Failed("no directory '/none' on this machine", true));
        told(asNobody, new WorkEnd.Failed("no user 'nouser' on this machine", true));
        told(
                ofNothing,
                new WorkEnd.Failed(
                        "no program 'no-such' in PATH"
                                + " (/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)",
                        true));
    }

    @Test
    void who_comes_to_a_command_that_could_not_be_started_is_told_that() {
        UUID id = machine().runs(OneMachine.command("no-such", null, null));
        await().until(() -> caller().result(id) != null);

        machine().asked(new Action.Attach(id));

        assertThat(caller().end()).isEqualTo(caller().result(id));
    }

    @Test
    void what_could_not_be_started_is_told_once_and_forgotten() {
        UUID id = machine().runs(OneMachine.command("no-such", null, null));
        await().until(() -> caller().result(id) != null);

        await().until(() -> machine().sessions().isIdle() && !machine().journal().has(id));
        assertThat(machine().sessions().alive()).isEmpty();
        machine().asked(new Action.Attach(id));

        assertThat(caller().end()).isEqualTo(caller().result(id));
        assertThat(caller().toldResults(id)).isEqualTo(1);
    }

    @Test
    void a_note_that_cannot_be_read_hides_no_other_and_is_told() throws Exception {
        var damaged = new UUID(0, 71);
        var unreadable = new UUID(0, 72);
        var ended = new UUID(0, 73);
        Path journal = folder().resolve("sessions");
        Files.createDirectories(journal.resolve(unreadable.toString()));
        Files.writeString(journal.resolve(damaged.toString()), "{\"leader\":");
        machine().journal().ended(ended, new WorkEnd.Exited(5));

        machine().sessions().resume();

        var lost =
                new WorkEnd.AgentLost(
                        "the agent was restarted while it ran, and cannot read what it had noted:"
                                + " the command may go on");
        told(damaged, lost);
        told(unreadable, lost);
        told(ended, new WorkEnd.Exited(5));
        await().until(() -> machine().journal().left().isEmpty());
    }

    @Test
    void once_they_are_closed_no_session_is_begun() {
        Path ran = folder().resolve("ran");
        machine().sessions().close();

        UUID id = machine().runs(sh("touch " + ran));

        assertThat(machine().journal().has(id)).isFalse();
        assertThat(machine().sessions().isIdle()).isTrue();
        assertThat(caller().handshakes()).isZero();
    }

    @Test
    void what_is_killed_before_labd_leaves_it_to_this_agent_is_never_started() {
        Path ran = folder().resolve("ran");
        caller().answersReceipts(503, 204);

        UUID id = machine().runs(sh("touch " + ran));
        machine().asked(new Action.Kill(id));

        told(id, new WorkEnd.Killed("by request"));
        assertThat(ran).doesNotExist();
    }

    @Test
    void what_this_agent_does_not_do_is_refused() {
        caller().isThere(false);
        for (int i = 0; i < 16; i++) {
            machine().runsDetached(sh("exec sleep 1000"));
        }

        told(machine().runs(sh("true")), new WorkEnd.Refused("16 sessions already run here"));
        told(
                machine().asked(new Action.Attach(new UUID(0, 99))),
                new WorkEnd.Failed("there is no session " + new UUID(0, 99) + " here"));
    }
}
