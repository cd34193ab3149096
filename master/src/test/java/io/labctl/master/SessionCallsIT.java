package io.labctl.master;

import static io.labctl.master.SessionPlayers.HELLO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.SessionPlayers.Reading;
import io.labctl.master.site.FakeClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A caller who waits for an agent is seen to. */
@Tag("database")
@Timeout(180)
class SessionCallsIT {
    private static final Duration A_WHILE = Duration.ofSeconds(11);
    private final FakeClock clock = new FakeClock(Instant.now());

    @RegisterExtension final RunningLabd labd = new RunningLabd(clock);

    private SessionPlayers play;

    @BeforeEach
    void an_agent_joins() {
        labd.start();
        play = SessionPlayers.of(labd, "web01");
    }

    @AfterEach
    void stop() {
        labd.close();
    }

    @Test
    void an_agent_that_says_it_comes_and_does_not_is_called_a_few_times_and_then_given_up()
            throws IOException {
        UUID id = play.beginDetached();
        play.receives(id);
        Reading output = play.callerReads(id, 0);

        for (int time = 1; time <= 3; time++) {
            play.isCalled(id, new WorkEnd.Done(null));
            clock.advance(A_WHILE);
        }

        assertThat(output.ends()).isTrue();
        var refused = play.caller().get(SessionPlayers.output(id, 0));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.problem().detail())
                .isEqualTo(
                        "the agent of session %s says that it comes to it, and does not; try again later"
                                .formatted(id));
        assertThat(play.view(id).end()).isNull();
        play.tells(id, new WorkEnd.Exited(0));
    }

    @Test
    void a_command_that_has_ended_is_not_waited_for_when_its_agent_is_away() throws IOException {
        UUID id = play.beginDetached();
        play.receives(id);
        play.tells(id, new WorkEnd.Exited(7));

        Reading output = play.callerReads(id, 0);
        clock.advance(A_WHILE);

        assertThat(output.next().text()).contains("\"code\":7");
    }

    @Test
    void an_agent_is_called_to_a_session_that_was_read_before_it_had_begun() throws IOException {
        UUID id = play.beginDetached();
        Reading output = play.callerReads(id, 0);

        play.receives(id);
        play.isCalled(id, new WorkEnd.Done(null));

        var _ = play.agentWrites(id, play.agentReads(id), new SentFrames().send(HELLO));
        assertThat(output.next()).isEqualTo(HELLO);
        play.tells(id, new WorkEnd.Exited(0));
    }

    @Test
    void an_agent_is_called_again_for_who_came_while_it_was_being_called() throws IOException {
        UUID id = play.beginDetached();
        play.receives(id);
        play.callerReads(id, 0).close();
        UUID call = play.work().id();

        var _ = play.callerReads(id, 0);
        play.tells(call, new WorkEnd.Done(null));

        play.isCalled(id, new WorkEnd.Done(null));
        play.tells(id, new WorkEnd.Exited(0));
    }

    @Test
    void an_agent_whose_connection_broke_is_called_when_it_does_not_come_by_itself()
            throws IOException {
        UUID id = play.begin();
        Reading output = play.callerReads(id, 0);
        play.receives(id);
        Reading input = play.agentReads(id);
        var _ = play.agentWrites(id, input, new SentFrames().send(HELLO));
        assertThat(output.next()).isEqualTo(HELLO);
        input.close();
        clock.advance(A_WHILE);

        var again = CompletableFuture.runAsync(() -> play.isCalled(id, new WorkEnd.Done(null)));
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> {
                            clock.advance(Duration.ofSeconds(1));
                            return again.isDone();
                        });
        assertThat(play.agentReads(id).from()).isEqualTo(HELLO.length());
    }
}
