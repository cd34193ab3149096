package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.output.StandardOutput;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.cli.exec.Tempo;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecConnectionTest extends WithLabd {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private FakeSession session;

    @BeforeEach
    void startSession() {
        session = new FakeSession(labd);
        operator.waiting(tempo(LONG, LONG, LONG, LONG));
    }

    @AfterEach
    void allWentAsTheScriptsSay() {
        session.wentWell();
    }

    @Test
    void a_connection_that_breaks_loses_and_repeats_nothing() {
        Frame one = Frame.text(FrameKind.OUT, "one ");
        Frame two = Frame.text(FrameKind.ERR, "two ");
        Frame three = Frame.text(FrameKind.OUT, "three ");
        Frame four = Frame.text(FrameKind.OUT, "four");
        session.plays(caller -> caller.from(0).saysWhatIsMissing(one, two).breaksOff())
                .plays(caller -> caller.from(0).saysWhatIsMissing(one, two, three))
                .plays(
                        caller -> {
                            caller.from(0).saysWhatIsMissing(one, two, three, four);
                            caller.end(new WorkEnd.Exited(0));
                        });

        var result = operator.types("exec", "server/web1", "true");

        assertThat(result).isEqualTo(new Operator.Result(0, "one three four", "two "));
        assertThat(session.places()).hasSize(3).startsWith("0").endsWith("29");
    }

    @Test
    void much_output_is_acknowledged_at_once() {
        var much = Frame.text(FrameKind.OUT, "x".repeat(Frame.LARGEST));
        int times = 64 * 1024 / Frame.LARGEST + 1;
        session.plays(
                caller -> {
                    caller.from(0);
                    assertThat(caller.hearsWords()).isEqualTo("FROM 0");
                    for (int i = 0; i < times; i++) {
                        caller.says(much);
                    }
                    Frame acknowledged = caller.hears();
                    assertThat(acknowledged.kind()).isEqualTo(FrameKind.ACK);
                    assertThat(acknowledged.number()).isGreaterThanOrEqualTo(64 * 1024);
                    caller.end(new WorkEnd.Exited(0));
                });

        assertThat(operator.types("exec", "server/web1", "cat").exit()).isZero();
    }

    @Test
    void at_the_end_all_is_acknowledged_and_the_input_ended() {
        session.plays(
                caller -> {
                    caller.from(0).out("little").end(new WorkEnd.Exited(0));
                    assertThat(caller.hearsWords()).isIn("FROM 0", "ACK 11");
                    while (caller.comesInput()) {
                        // until its own end
                    }
                });

        assertThat(operator.types("exec", "server/web1", "true").exit()).isZero();
    }

    @Test
    void a_caller_with_nothing_to_say_says_that_it_is_there() {
        operator.waiting(tempo(SHORT, SHORT, LONG, LONG));
        session.plays(
                caller -> {
                    assertThat(caller.hearsWords()).isEqualTo("ALIVE");
                    caller.from(0).out("little");
                    assertThat(caller.hearsWords()).isIn("ALIVE", "FROM 0");
                    String next = caller.hearsWords();
                    while (next.equals("ALIVE") || next.equals("FROM 0")) {
                        next = caller.hearsWords();
                    }
                    assertThat(next).isEqualTo("ACK 11");
                    caller.end(new WorkEnd.Exited(0));
                });

        assertThat(operator.types("exec", "server/web1", "true").exit()).isZero();
    }

    @Test
    void a_labd_that_says_nothing_is_left_for_a_new_connection() {
        operator.waiting(tempo(LONG, LONG, Duration.ofSeconds(1), LONG));
        session.plays(
                        caller -> {
                            caller.from(0).out("a");
                            while (caller.comesInput()) {
                                // until it is over
                            }
                        })
                .plays(caller -> caller.end(new WorkEnd.Exited(0)));

        var result = operator.types("exec", "server/web1", "true");

        assertThat(result).isEqualTo(new Operator.Result(0, "a", ""));
        assertThat(session.places()).containsExactly("0", "6");
    }

    @Test
    void a_connection_that_always_breaks_is_told_though_labd_says_that_it_is_there() {
        Duration soon = Duration.ofMillis(1);
        operator.waiting(new Tempo(LONG, LONG, LONG, soon, LONG, LONG, LONG, LONG, LONG));
        FakeSession.Script breaking = caller -> caller.says(Frame.empty(FrameKind.ALIVE));
        session.plays(breaking)
                .plays(breaking)
                .plays(breaking)
                .plays(caller -> caller.from(0).end(new WorkEnd.Exited(0)));

        var result = operator.types("exec", "server/web1", "true");

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                0, "", "labctl: the connection to labd broke off; still trying\n"));
    }

    @Test
    void input_that_labd_refuses_as_of_an_earlier_turn_makes_a_new_connection() {
        operator.waiting(tempo(LONG, SHORT, LONG, LONG));
        session.losesTheTurn()
                .plays(caller -> caller.out("a").untilHangsUp())
                .plays(
                        caller -> {
                            caller.from(0)
                                    .saysWhatIsMissing(
                                            Frame.text(FrameKind.OUT, "a"),
                                            Frame.text(FrameKind.OUT, "b"));
                            caller.end(new WorkEnd.Exited(0));
                        });

        var result = operator.types("exec", "server/web1", "true");

        assertThat(result).isEqualTo(new Operator.Result(0, "ab", ""));
        assertThat(session.places()).hasSize(2);
    }

    @Test
    void a_slow_reader_of_the_output_is_not_taken_for_a_silent_labd() {
        var read = new CountDownLatch(1);
        var out = new WaitingStream(read);
        Duration silence = Duration.ofSeconds(1);
        operator.waiting(tempo(LONG, silence.dividedBy(3), silence, LONG));
        session.plays(
                caller -> {
                    caller.from(0).out("a");
                    assertThat(caller.hearsWords()).isEqualTo("FROM 0");
                    for (int i = 0; i < 4; i++) {
                        assertThat(caller.hearsWords()).isEqualTo("ALIVE");
                    }
                    caller.out("b").end(new WorkEnd.Exited(0));
                    read.countDown();
                });

        var result =
                operator.types(new StandardOutput(out, () -> false), "exec", "server/web1", "true");

        assertThat(result).isEqualTo(new Operator.Result(0, "", ""));
        assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("ab");
        assertThat(session.places()).hasSize(1);
    }

    @Test
    void a_labd_that_does_not_come_back_is_waited_for_and_told() {
        operator.waiting(tempo(LONG, LONG, LONG, SHORT));
        session.plays(caller -> caller.from(0).out("a"));

        var result = operator.types("exec", "server/web1", "true");

        assertThat(result.exit()).isEqualTo(5);
        assertThat(result.out()).isEqualTo("a");
        assertThat(result.err().lines())
                .containsExactly(
                        "labctl: not now; still trying",
                        "labctl: the connection to labd was lost for more than 0.05s: the command on server 'web1' may go on for 30s, as session/00000000-0000-0000-0000-000000000007");
    }

    @Test
    void a_session_that_labd_connects_no_more_may_have_an_end() {
        session.refuses(404);
        session.isKnown(new WorkEnd.Killed("its caller was gone"), false);

        var result = operator.types("exec", "server/web1", "true");

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                137,
                                "",
                                """
                                labctl: the end of its output may be missing
                                labctl: server 'web1': the command was killed: its caller was gone
                                """));
    }

    @Test
    void a_session_that_labd_knows_no_more_is_told() {
        session.refuses(404);

        var result = operator.types("exec", "server/web1", "true");

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                5,
                                "",
                                "labctl: labd knows session/00000000-0000-0000-0000-000000000007 no more: how the command ended is not known\n"));
    }

    private static Tempo tempo(
            Duration acknowledge, Duration alive, Duration silence, Duration patience) {
        Duration soon = Duration.ofMillis(1);
        return new Tempo(acknowledge, alive, silence, soon, soon, patience, LONG, LONG, LONG);
    }

    /** Takes nothing before somebody reads. */
    private static final class WaitingStream extends ByteArrayOutputStream {
        private final CountDownLatch read;

        WaitingStream(CountDownLatch read) {
            this.read = read;
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            try {
                assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            super.write(bytes, from, length);
        }
    }
}
