package io.labctl.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.agent.run.HeldRuns;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A run in a session, and what becomes of it when its caller does not wait. */
class RunSessionIT extends SessionCase {
    private static final RunRequest RUN = new RunRequest(false, List.of(), null, true);

    @Test
    void its_caller_gets_what_it_tells_and_its_exit_code() throws Exception {
        machine().runs(RUN);
        HeldRuns.One run = machine().heldRuns().next();

        run.changes("/etc/motd");
        await().until(() -> out().contains("/etc/motd"));
        run.ends(RunOutcome.FAILED);

        assertThat(caller().end()).isEqualTo(new WorkEnd.Exited(1));
        assertThat(out()).contains("\"event\":\"end\"");
    }

    @Test
    void its_end_arrives_behind_all_that_it_told_at_once() throws Exception {
        machine().runs(RUN);
        HeldRuns.One run = machine().heldRuns().next();

        for (int i = 0; i < 2000; i++) {
            run.changes("/etc/" + i);
        }
        run.ends(RunOutcome.CHANGED);

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(caller().lost()).isZero();
        assertThat(out().lines()).hasSize(2001).last().asString().contains("\"event\":\"end\"");
    }

    @Test
    void it_is_finished_though_labd_has_given_it_up() throws Exception {
        machine().runs(RUN);
        HeldRuns.One run = machine().heldRuns().next();
        run.changes("/etc/motd");
        await().until(() -> out().contains("/etc/motd"));

        caller().isTakenForEnded();
        await().until(() -> caller().connections() >= 2);
        machine().runs(OneMachine.sh("sleep 1000"));
        await().until(() -> caller().connections() >= 3);
        run.ends(RunOutcome.CHANGED);

        await().until(() -> !machine().heldRuns().logged().isEmpty());
        assertThat(machine().heldRuns().logged()).containsExactly(RunOutcome.CHANGED);
    }

    @Test
    void ctrl_c_ends_it() throws Exception {
        machine().runs(RUN);
        HeldRuns.One run = machine().heldRuns().next();
        run.changes("/etc/motd");
        await().until(() -> out().contains("/etc/motd"));

        caller().says(Frame.text(FrameKind.SIGNAL, "INT"));

        assertThat(caller().end()).isEqualTo(new WorkEnd.Exited(130));
        assertThat(out()).contains("\"outcome\":\"interrupted\"");
    }

    @Test
    void it_is_finished_though_its_caller_does_not_come_back() throws Exception {
        var limits = OneMachine.limits(Duration.ofMillis(200), OneMachine.LONG);
        try (var impatient = new OneMachine(folder().resolve("others"), caller(), limits)) {
            UUID id = impatient.runs(RUN);
            HeldRuns.One run = impatient.heldRuns().next();
            run.changes("/etc/motd");
            await().until(() -> out().contains("/etc/motd"));

            caller().leaves();
            UUID command = impatient.runs(OneMachine.sh("sleep 1000"));
            told(command, new WorkEnd.Killed("its caller was gone for 0.2s"));
            assertThat(caller().result(id)).isNull();
            run.ends(RunOutcome.CHANGED);

            told(id, new WorkEnd.Exited(0));
        }
    }

    @Test
    void who_kills_its_session_ends_it() throws Exception {
        UUID id = machine().runs(RUN);
        HeldRuns.One run = machine().heldRuns().next();
        run.changes("/etc/motd");
        await().until(() -> out().contains("/etc/motd"));

        machine().asked(new Action.Kill(id));

        assertThat(caller().end()).isEqualTo(new WorkEnd.Killed("by request"));
        assertThat(out()).contains("\"outcome\":\"interrupted\"");
    }
}
