package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.output.StandardOutput;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.cli.terminal.Interrupt;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttachTest extends WithLabd {
    private static final String NAME = "session/" + FakeSession.ID;

    private FakeSession session;
    private Consumer<Interrupt> signal = _ -> {};

    @BeforeEach
    void startSession() {
        session = new FakeSession(labd);
        operator.interruptedBy(
                told -> {
                    signal = told;
                    return () -> signal = _ -> {};
                });
    }

    @AfterEach
    void allWentAsTheScriptsSay() {
        session.wentWell();
    }

    @Test
    void a_command_that_is_begun_detached_is_named_and_not_waited_for() {
        var result = operator.types("exec", "--detach", "server/web1", "backup", "-v");

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                0,
                                NAME + "\n",
                                "'labctl attach %s' shows what it writes\n".formatted(NAME)));
        assertThat(labd.lastBody())
                .contains("\"argv\":[\"backup\",\"-v\"]")
                .contains("\"detached\":true");
    }

    @Test
    void its_output_and_exit_code_come_to_who_attaches() {
        session.isKnown(null, true)
                .plays(
                        caller -> {
                            caller.from(0).out("one\n").err("careful\n");
                            caller.end(new WorkEnd.Exited(3));
                        });

        assertThat(operator.types("attach", NAME))
                .isEqualTo(new Operator.Result(3, "one\n", "careful\n"));
    }

    @Test
    void what_an_earlier_agent_does_not_keep_any_more_is_told_as_about_so_much() {
        session.isKnown(null, true)
                .plays(
                        caller -> {
                            caller.from(0).says(Frame.number(FrameKind.LOST, 4096)).out("late");
                            caller.end(new WorkEnd.Exited(0));
                        });

        assertThat(operator.types("attach", "session", FakeSession.ID.toString()))
                .isEqualTo(
                        new Operator.Result(
                                0,
                                "late",
                                "labctl: about the first 4096 bytes of its output are not kept any more\n"));
    }

    @Test
    void who_interrupts_leaves_the_command_alone() {
        session.isKnown(null, true)
                .plays(
                        caller -> {
                            caller.from(0);
                            assertThat(caller.hearsWords()).isEqualTo("FROM 0");
                            signal.accept(Interrupt.INT);
                            assertThat(caller.comesInput()).isFalse();
                        });

        var result = operator.types("attach", NAME);

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                130,
                                "",
                                "labctl: the command goes on; 'labctl attach %s' shows the rest, 'labctl kill %s' ends it\n"
                                        .formatted(NAME, NAME)));
        assertThat(labd.requests()).doesNotContain("DELETE " + session.path());
    }

    @Test
    void of_one_that_was_not_begun_detached_its_end_is_told() {
        session.isKnown(null, false)
                .plays(
                        caller -> {
                            caller.from(0);
                            signal.accept(Interrupt.TERM);
                            caller.untilGone();
                        });

        var result = operator.types("attach", NAME);

        assertThat(result.exit()).isEqualTo(143);
        assertThat(result.err())
                .startsWith(
                        "labctl: the command, which was not begun with --detach, goes on for 30s;");
    }

    @Test
    void who_leaves_a_program_that_draws_has_his_screen_back_before_anything_is_said() {
        operator.at(FakeTerminal.of(80, 24));
        session.isKnown(null, true)
                .plays(
                        caller -> {
                            caller.from(0).out("\033[?1049h~");
                            assertThat(caller.hearsWords()).isEqualTo("FROM 0");
                            assertThat(caller.hearsWords()).startsWith("ACK");
                            signal.accept(Interrupt.INT);
                            caller.untilGone();
                        });

        var result = operator.types("attach", NAME);

        assertThat(result.exit()).isEqualTo(130);
        assertThat(result.out()).startsWith("\033[?1049h~\033[?1049l");
        assertThat(result.err()).startsWith("labctl: the command goes on;");
    }

    @Test
    void a_reader_who_has_read_enough_leaves_it_without_a_word() {
        session.isKnown(null, true)
                .plays(
                        caller -> {
                            caller.from(0).out("one\n");
                            caller.untilGone();
                        });
        var left =
                new OutputStream() {
                    @Override
                    public void write(int one) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };

        var result = operator.types(new StandardOutput(left, () -> true), "attach", NAME);

        assertThat(result).isEqualTo(new Operator.Result(141, "", ""));
        assertThat(labd.requests()).doesNotContain("DELETE " + session.path());
    }

    @Test
    void of_one_that_has_ended_and_is_not_kept_its_end_is_told() {
        session.isKnown(new WorkEnd.TimedOut(), true).refuses(404);

        assertThat(operator.types("attach", NAME))
                .isEqualTo(
                        new Operator.Result(
                                124,
                                "",
                                """
                                labctl: the end of its output may be missing
                                labctl: server 'web1': the command was ended after its timeout
                                """));
    }

    @Test
    void one_that_labd_does_not_know_is_told_in_its_words() {
        labd.refuses("GET " + session.path(), 404, "not-found", "no session 7");

        assertThat(operator.types("attach", NAME))
                .isEqualTo(new Operator.Result(3, "", "labctl: no session 7\n"));
    }
}
