package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.session.LogLevel;
import io.labctl.catalog.session.LogQuery;
import io.labctl.catalog.session.LogSource;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.cli.terminal.Interrupt;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LogsTest extends WithLabd {
    private FakeSession session;

    @BeforeEach
    void startSession() {
        var all = new LogSource.Machine(null, false, null, null);
        session = new FakeSession(labd, new LogQuery(all, 10, true));
    }

    @AfterEach
    void allWentAsTheScriptsSay() {
        session.wentWell();
    }

    @Test
    void lines_are_shown_as_they_come() {
        session.plays(
                caller -> {
                    caller.from(0).out("2026-01-31T09:30:00+0000 web1 sshd[1]: hello\n");
                    caller.end(new WorkEnd.Exited(0));
                });

        var result = operator.types("logs", "server/web1");

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                0, "2026-01-31T09:30:00+0000 web1 sshd[1]: hello\n", ""));
    }

    @Test
    void who_has_read_enough_leaves_without_a_word() {
        var signal = new AtomicReference<Consumer<Interrupt>>(_ -> {});
        operator.interruptedBy(
                told -> {
                    signal.set(told);
                    return () -> {};
                });
        session.plays(
                caller -> {
                    caller.from(0);
                    assertThat(caller.hearsWords()).isEqualTo("FROM 0");
                    signal.get().accept(Interrupt.INT);
                    assertThat(caller.hearsWords()).isEqualTo("SIGNAL INT");
                    caller.end(new WorkEnd.Exited(130));
                });

        assertThat(operator.types("logs", "server/web1", "-f"))
                .isEqualTo(new Operator.Result(130, "", ""));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void what_is_asked_for_is_what_the_options_say(String line, LogQuery query) {
        session.plays(caller -> caller.from(0).end(new WorkEnd.Exited(0)));

        assertThat(operator.types(("logs " + line).split(" ")).exit()).isZero();

        assertThat(WireJson.mapper().readValue(labd.lastBody(), SessionRequest.class))
                .isEqualTo(new SessionRequest(query, false, Duration.ofSeconds(30)));
    }

    static Stream<Arguments> questions() {
        var all = new LogSource.Machine(null, false, null, null);
        return Stream.of(
                Arguments.of("server web1", new LogQuery(all, 100, false)),
                Arguments.of("server/web1 -f", new LogQuery(all, 10, true)),
                Arguments.of("server/web1 -n all -f", new LogQuery(all, null, true)),
                Arguments.of(
                        "server/web1 -u nginx --since 2h",
                        new LogQuery(
                                new LogSource.Machine(
                                        "nginx",
                                        false,
                                        null,
                                        Operator.NOW.minus(Duration.ofHours(2))),
                                null,
                                false)),
                Arguments.of(
                        "server/web1 -k -p err -n 5",
                        new LogQuery(
                                new LogSource.Machine(null, true, LogLevel.ERR, null), 5, false)),
                Arguments.of(
                        "server/web1 --file /var/log/app.log -n 0 -f",
                        new LogQuery(new LogSource.OfFile("/var/log/app.log"), 0, true)),
                Arguments.of("agent/web1", new LogQuery(new LogSource.OfAgent(), 100, false)),
                Arguments.of("agent web1 -f", new LogQuery(new LogSource.OfAgent(), 10, true)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "logs | the server is missing, write server/NAME or agent/NAME",
                "logs web1 | 'web1' lacks 'server/' before it, write server/web1",
                "logs server/web1 server/web2 | one server at a time: 'server/web2' is one word too many",
                "logs agent/web1 -u nginx | of an agent there is one log: leave -u, --since, -k, -p and --file out",
                "logs server/web1 --file /x -k | -u, --since, -k and -p are for the journal, and --file is for a file: give either",
                "logs server/web1 --file x | file 'x' is not an absolute path",
                "logs server/web1 --file /var/log/../x | file '/var/log/../x' has '..' in its path",
                "logs server/web1 -u --all | unit '--all' is not a unit's name",
                "logs server/web1 --parallel 2 | --parallel is for several servers: choose them by -l, --environment or --cloud",
                "logs server/web1 -l a=b | 'server/web1': give either a server or what to choose them by, not both",
            })
    void what_does_not_go_together_is_refused(String line, String sentence) {
        assertThat(operator.types(line.split(" ")))
                .isEqualTo(new Operator.Result(2, "", "labctl: " + sentence + "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-n some | 'some' is neither a number of lines nor the word all",
                "-p loud | level 'loud' is none of emerg, alert, crit, err, warning, notice, info, debug, nor a number from 0 to 7",
            })
    void what_an_option_cannot_take_is_said(String option, String sentence) {
        var result = operator.types(("logs server/web1 " + option).split(" "));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains(sentence);
    }

    @Test
    void a_file_that_is_not_there_is_told_so_by_the_exit_code() {
        session.plays(
                caller -> caller.from(0).end(new WorkEnd.Failed("there is no file '/x'", true)));

        assertThat(operator.types("logs", "server/web1", "--file", "/x"))
                .isEqualTo(
                        new Operator.Result(
                                3, "", "labctl: server 'web1': there is no file '/x'\n"));
    }

    @Test
    void that_a_machine_has_no_journal_is_a_failure() {
        session.plays(
                caller -> caller.from(0).end(new WorkEnd.Failed("there is no journal", true)));

        assertThat(operator.types("logs", "server/web1", "-u", "x").exit()).isEqualTo(1);
    }

    @Test
    void a_log_that_may_not_be_read_is_no_success() {
        session.plays(
                caller -> caller.from(0).end(new WorkEnd.Refused("the policy does not allow it")));

        assertThat(operator.types("logs", "server/web1", "--file", "/etc/shadow"))
                .isEqualTo(
                        new Operator.Result(
                                1, "", "labctl: server 'web1': the policy does not allow it\n"));
    }
}
