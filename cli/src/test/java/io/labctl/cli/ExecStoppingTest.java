package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.output.StandardOutput;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.cli.exec.Tempo;
import io.labctl.cli.terminal.Interrupt;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecStoppingTest extends WithLabd {
    private static final String DELETE = "DELETE " + FakeSession.PATH;
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final String TOLD =
            "labctl: server 'web1': the command was told to stop, and has %s for that\n";

    private FakeSession session;
    private Consumer<Interrupt> signal = _ -> {};

    @BeforeEach
    void startSession() {
        session = new FakeSession(labd);
        operator.interruptedBy(
                        told -> {
                            signal = told;
                            return () -> signal = _ -> {};
                        })
                .waiting(tempo(LONG));
    }

    @AfterEach
    void allWentAsTheScriptsSay() {
        session.wentWell();
    }

    @Test
    void an_interrupt_is_passed_on_and_the_commands_own_end_awaited() {
        session.plays(
                caller -> {
                    caller.from(0).out("working\n");
                    assertThat(caller.hearsWords()).isEqualTo("FROM 0");
                    signal.accept(Interrupt.INT);
                    assertThat(caller.hearsWords()).isEqualTo("SIGNAL INT");
                    caller.out("cleaned up\n").end(new WorkEnd.Exited(7));
                });

        var result = operator.types("exec", "server/web1", "work");

        assertThat(result)
                .isEqualTo(new Operator.Result(7, "working\ncleaned up\n", TOLD.formatted("1m")));
        assertThat(labd.requests()).doesNotContain(DELETE);
    }

    @Test
    void a_command_that_does_not_end_in_time_is_ended() {
        operator.waiting(tempo(SHORT));
        session.plays(
                caller -> {
                    caller.from(0);
                    assertThat(caller.hearsWords()).isEqualTo("FROM 0");
                    signal.accept(Interrupt.INT);
                    caller.untilGone();
                });

        var result = operator.types("exec", "server/web1", "work");

        assertThat(result).isEqualTo(new Operator.Result(130, "", TOLD.formatted("0.05s")));
        assertThat(labd.requests()).contains(DELETE);
    }

    @Test
    void who_interrupts_twice_does_not_wait() {
        session.plays(
                caller -> {
                    caller.from(0);
                    assertThat(caller.hearsWords()).isEqualTo("FROM 0");
                    signal.accept(Interrupt.INT);
                    signal.accept(Interrupt.INT);
                    caller.untilGone();
                });

        var result = operator.types("exec", "server/web1", "work");

        assertThat(result).isEqualTo(new Operator.Result(130, "", TOLD.formatted("1m")));
        assertThat(labd.requests()).contains(DELETE);
    }

    @Test
    void who_interrupts_twice_does_not_wait_for_a_labd_that_does_not_answer() {
        var ended = new CountDownLatch(1);
        operator.waiting(tempo(LONG, SHORT));
        labd.lets(
                exchange -> {
                    await(ended);
                    exchange.close();
                },
                FakeSession.PATH);
        session.plays(
                caller -> {
                    caller.from(0);
                    assertThat(caller.hearsWords()).isEqualTo("FROM 0");
                    signal.accept(Interrupt.INT);
                    signal.accept(Interrupt.INT);
                    caller.untilGone();
                });

        var result = operator.types("exec", "server/web1", "work");
        ended.countDown();

        assertThat(result.exit()).isEqualTo(130);
        assertThat(result.err())
                .endsWith("labctl: the command may go on for 30s: labd does not answer\n");
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void each_signal_is_passed_on_as_itself() {
        session.plays(
                caller -> {
                    caller.from(0);
                    assertThat(caller.hearsWords()).isEqualTo("FROM 0");
                    signal.accept(Interrupt.HUP);
                    assertThat(caller.hearsWords()).isEqualTo("SIGNAL HUP");
                    signal.accept(Interrupt.TERM);
                    assertThat(caller.hearsWords()).isEqualTo("SIGNAL TERM");
                    caller.end(new WorkEnd.Exited(7));
                });

        assertThat(operator.types("exec", "server/web1", "work").exit()).isEqualTo(7);
        assertThat(labd.requests()).doesNotContain(DELETE);
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void a_command_that_no_agent_has_yet_is_not_waited_for(Interrupt by, int exit) {
        session.plays(
                caller -> {
                    signal.accept(by);
                    caller.untilGone();
                });

        var result = operator.types("exec", "server/web1", "work");

        assertThat(result).isEqualTo(new Operator.Result(exit, "", ""));
        assertThat(labd.requests()).contains(DELETE);
    }

    @Test
    void a_reader_who_has_read_enough_ends_the_command_without_a_word() {
        session.plays(
                caller -> {
                    caller.from(0).out("one\n").out("two\n");
                    assertThat(caller.hearsWords()).isEqualTo("FROM 0");
                    assertThat(caller.hearsWords()).isEqualTo("SIGNAL PIPE");
                    caller.out("three\n").end(new WorkEnd.Exited(141));
                });

        var result = operator.types(left(), "exec", "server/web1", "yes");

        assertThat(result).isEqualTo(new Operator.Result(141, "", ""));
    }

    @Test
    void a_command_that_nobody_reads_is_ended_when_it_goes_on() {
        operator.waiting(tempo(SHORT));
        session.plays(
                caller -> {
                    caller.from(0).out("one\n");
                    caller.untilGone();
                });

        var result = operator.types(left(), "exec", "server/web1", "yes");

        assertThat(result).isEqualTo(new Operator.Result(141, "", ""));
        assertThat(labd.requests()).contains(DELETE);
    }

    @Test
    void a_full_disk_ends_the_command_and_is_told() {
        session.plays(
                caller -> {
                    caller.from(0).out("one\n");
                    assertThat(caller.hearsWords()).isEqualTo("FROM 0");
                    assertThat(caller.hearsWords()).isEqualTo("SIGNAL PIPE");
                    caller.end(new WorkEnd.Killed("of a signal"));
                });

        var result =
                operator.types(
                        unwritable("No space left on device", false), "exec", "server/web1", "x");

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                1,
                                "",
                                "labctl: the output could not be written: no space left on device\n"));
    }

    private static Tempo tempo(Duration afterwards) {
        return tempo(afterwards, LONG);
    }

    private static Tempo tempo(Duration afterwards, Duration farewell) {
        return new Tempo(LONG, LONG, LONG, SHORT, SHORT, LONG, afterwards, farewell, afterwards);
    }

    private static StandardOutput left() {
        return unwritable("Broken pipe", true);
    }

    private static StandardOutput unwritable(String why, boolean pipe) {
        var out =
                new OutputStream() {
                    @Override
                    public void write(int one) throws IOException {
                        throw new IOException(why);
                    }
                };
        return new StandardOutput(out, () -> pipe);
    }
}
