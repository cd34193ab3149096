package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkItem;
import io.labctl.master.SessionPlayers.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A command that is to end does, sooner or later. */
@Tag("database")
@Timeout(120)
class SessionKillIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    private static int servers;

    private SessionPlayers play;

    @BeforeEach
    void an_agent_joins() {
        play = SessionPlayers.of(labd, "web" + servers++);
    }

    @Test
    void a_command_that_is_to_end_is_ended_by_its_agent_however_late_that_hears_of_it() {
        UUID id = play.begin();
        play.receives(id);

        play.kill(id);

        WorkItem item = play.work();
        assertThat(item.action()).isEqualTo(new Action.Kill(id));
        assertThat(item.within()).isGreaterThan(Duration.ofHours(1));
        play.tells(item.id(), new WorkEnd.Done(null));
        play.tells(id, new WorkEnd.Killed("by admin"));
        assertThat(play.view(id).end()).isEqualTo(new WorkEnd.Killed("by admin"));
    }

    @Test
    void who_comes_to_a_command_that_is_to_end_does_not_keep_it_from_that() throws IOException {
        UUID id = play.beginDetached();
        play.receives(id);

        play.kill(id);
        try (var _ = play.callerReads(id, 0)) {
            WorkItem first = play.work();
            assertThat(first.action()).isEqualTo(new Action.Kill(id));
            play.tells(first.id(), new WorkEnd.Done(null));
            play.isCalled(id, new WorkEnd.Done(null));
        }
        play.tells(id, new WorkEnd.Killed("by admin"));
    }

    @Test
    void a_command_whose_agent_was_taken_for_lost_is_ended_when_that_is_back() throws Exception {
        UUID id = play.begin();
        play.receives(id);
        labd.execute(
                "UPDATE work SET until = now() - INTERVAL '1 minute' WHERE id = '%s'"
                        .formatted(id));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> play.view(id).end() instanceof WorkEnd.AgentLost);

        play.kill(id);

        WorkItem item = play.work();
        assertThat(item.action()).isEqualTo(new Action.Kill(id));
        play.tells(item.id(), new WorkEnd.Done(null));
    }

    @Test
    void a_command_that_nobody_has_fetched_is_ended_at_once() throws IOException {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);

        play.kill(id);

        Frame end = output.next();
        assertThat(end.kind()).isEqualTo(FrameKind.END);
        assertThat(end.text()).contains("\"killed\"");
    }
}
