package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.ServerView;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunEvent;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.report.RunTotals;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.cli.exec.Tempo;
import io.labctl.cli.terminal.Interrupt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that labctl lets agents make at once. */
class RunTest extends WithLabd {
    private static final RunRequest RUN = new RunRequest(false, List.of(), null, false);

    private FakeSession session;
    private Consumer<Interrupt> signal = _ -> {};

    @BeforeEach
    void startSession() {
        session = new FakeSession(labd, RUN);
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
    void a_run_is_told_as_its_agent_tells_it_on_its_machine() {
        session.plays(
                caller -> {
                    String motd = line(changed("/etc/motd"));
                    caller.from(0)
                            .out(line(new RunEvent.Said(RunNote.notice("applying catalog abc"))))
                            .out(motd.substring(0, 20));
                    caller.out(motd.substring(20) + line(new RunEvent.Progress(7, 9)));
                    caller.out(line(end(RunOutcome.CHANGED)));
                    caller.end(new WorkEnd.Exited(0));
                });

        var result = operator.types("run", "server/web1");

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                0,
                                """
                                Notice: applying catalog abc
                                Notice: file[/etc/motd]: content changed 'a' to 'b'
                                Notice: Applied catalog (changed) in 1.50 seconds: 8 unchanged, 1 changed
                                """,
                                ""));
        assertThat(labd.lastBody())
                .isEqualTo(
                        "{\"task\":{\"kind\":\"run\",\"noop\":false,\"tags\":[],\"detailed\":false},\"detached\":false,\"within\":\"PT30S\"}");
    }

    @Test
    void what_kind_of_run_it_is_to_be_is_told() {
        ends(2);

        var result =
                operator.types(
                        "run",
                        "server",
                        "web1",
                        "--noop",
                        "--tags",
                        "motd,exec[a, b]",
                        "--detailed-exitcodes",
                        "--wait",
                        "5s");

        assertThat(result).isEqualTo(new Operator.Result(2, "", ""));
        assertThat(labd.lastBody())
                .isEqualTo(
                        "{\"task\":{\"kind\":\"run\",\"noop\":true,\"tags\":[\"motd\",\"exec[a, b]\"],\"detailed\":true},\"detached\":false,\"within\":\"PT5S\"}");
    }

    @ParameterizedTest
    @CsvSource({"apply module motd --target server/web1", "apply module/motd --target server/web1"})
    void a_module_is_applied_without_the_servers_own_catalog(String line) {
        ends(0);

        var result = operator.types(line.split(" "));

        assertThat(result).isEqualTo(new Operator.Result(0, "", ""));
        assertThat(labd.lastBody()).contains("\"module\":\"motd\"", "\"tags\":[]");
    }

    @Test
    void what_kept_it_from_being_made_is_an_error() {
        session.plays(
                caller -> {
                    caller.from(0).out(line(new RunEvent.NotMade("nothing has the tag 'x'")));
                    caller.end(new WorkEnd.Exited(1));
                });

        var result = operator.types("run", "server/web1", "--tags", "x");

        assertThat(result)
                .isEqualTo(new Operator.Result(1, "Error: nothing has the tag 'x'\n", ""));
    }

    @Test
    void a_refusal_is_told_with_its_reason() {
        session.plays(
                caller -> caller.from(0).end(new WorkEnd.Refused("runs are disabled: by ann")));

        var result = operator.types("run", "server/web1");

        assertThat(result.err()).contains("server 'web1': runs are disabled: by ann");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void what_a_later_agent_tells_is_left_out() {
        session.plays(
                caller -> {
                    caller.from(0).out("{\"event\":\"weather\",\"sky\":\"blue\"}\nhalf of a li\n");
                    caller.out(line(end(RunOutcome.CHANGED)));
                    caller.end(new WorkEnd.Exited(0));
                });

        var result = operator.types("run", "server/web1");

        assertThat(result.lines()).singleElement().asString().contains("Applied catalog");
        assertThat(result.exit()).isZero();
    }

    @Test
    void what_was_torn_by_a_loss_is_left_out_and_makes_no_other_event() {
        String one = line(changed("/etc/aaaa"));
        String other = line(changed("/etc/bbbb"));
        int torn = one.indexOf("aaaa") + 2;
        session.plays(
                caller -> {
                    caller.from(0).out(one.substring(0, torn));
                    caller.says(Frame.number(FrameKind.LOST, 100));
                    caller.out(other.substring(torn) + line(end(RunOutcome.CHANGED)));
                    caller.end(new WorkEnd.Exited(0));
                });

        var result = operator.types("run", "server/web1");

        assertThat(result.lines()).singleElement().asString().contains("Applied catalog");
        assertThat(result.err()).isEqualTo("labctl: about 100 bytes of its output were dropped\n");
    }

    @Test
    void a_whole_line_behind_a_loss_is_shown() {
        session.plays(
                caller -> {
                    caller.from(0).out("{\"event\":\"note\",\"no");
                    caller.says(Frame.number(FrameKind.LOST, 100));
                    caller.out(line(end(RunOutcome.CHANGED)));
                    caller.end(new WorkEnd.Exited(0));
                });

        var result = operator.types("run", "server/web1");

        assertThat(result.lines()).singleElement().asString().contains("Applied catalog");
    }

    @Test
    void an_agent_that_is_lost_in_a_run_may_report_it_yet() {
        session.plays(caller -> caller.from(0).end(new WorkEnd.AgentLost(null)));

        var result = operator.types("run", "server/web1");

        assertThat(result.err())
                .endsWith(
                        "how it ended is not known here; 'labctl report server/web1' shows it if it has\n");
        assertThat(result.exit()).isEqualTo(5);
    }

    @Test
    void a_connection_that_is_lost_is_said_not_to_end_it() {
        Duration little = Duration.ofMillis(50);
        Duration much = Duration.ofMinutes(1);
        operator.waiting(new Tempo(much, much, much, little, little, little, much, much, much));
        session.plays(caller -> caller.from(0));

        var result = operator.types("run", "server/web1");

        assertThat(result.err())
                .contains("the run on server 'web1' goes on, as session/" + FakeSession.ID);
    }

    @Test
    void who_looks_on_sees_it_as_who_began_it_and_leaves_it() {
        session.isKnown(null, false)
                .plays(
                        caller -> {
                            caller.from(0).out(line(changed("/etc/motd")));
                            caller.end(new WorkEnd.Killed("the agent was stopped"));
                        });

        var result = operator.types("attach", "session/" + FakeSession.ID);

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                137,
                                "Notice: file[/etc/motd]: content changed 'a' to 'b'\n",
                                "labctl: server 'web1': the run was killed: the agent was stopped\n"));
    }

    @Test
    void a_terminal_that_is_gone_leaves_it_and_says_nothing_to_it() {
        session.plays(
                caller -> {
                    caller.from(0);
                    assertThat(caller.hearsWords()).isEqualTo("FROM 0");
                    signal.accept(Interrupt.HUP);
                    assertThat(caller.hearsTheRest()).noneMatch(each -> each.startsWith("SIGNAL"));
                });

        var result = operator.types("run", "server/web1");

        assertThat(result.err()).contains("'labctl report server/web1' shows how it ended");
        assertThat(result.exit()).isEqualTo(129);
        assertThat(labd.requests()).noneMatch(each -> each.startsWith("DELETE"));
    }

    @Test
    void ctrl_c_asks_it_to_end_and_shows_its_end() {
        session.plays(
                caller -> {
                    caller.from(0);
                    assertThat(caller.hearsWords()).isEqualTo("FROM 0");
                    signal.accept(Interrupt.INT);
                    assertThat(caller.hearsWords()).isEqualTo("SIGNAL INT");
                    caller.out(line(end(RunOutcome.INTERRUPTED)));
                    caller.end(new WorkEnd.Exited(130));
                });

        var result = operator.types("run", "server/web1");

        assertThat(result.out()).startsWith("Error: Applied catalog (interrupted)");
        assertThat(result.err())
                .isEqualTo(
                        "labctl: server 'web1': the run, if it was begun for this command, ends behind the resource in hand\n");
        assertThat(result.exit()).isEqualTo(130);
    }

    @Test
    void a_second_ctrl_c_leaves_it_and_kills_nothing() {
        session.plays(
                caller -> {
                    caller.from(0);
                    assertThat(caller.hearsWords()).isEqualTo("FROM 0");
                    signal.accept(Interrupt.INT);
                    signal.accept(Interrupt.INT);
                    caller.untilHangsUp();
                });

        var result = operator.types("run", "server/web1");

        assertThat(result.err()).contains("'labctl report server/web1' shows how it ended");
        assertThat(result.exit()).isEqualTo(130);
        assertThat(labd.requests()).noneMatch(each -> each.startsWith("DELETE"));
    }

    @Test
    void on_many_servers_each_line_has_its_servers_name_and_all_is_summed_up() {
        var db = new FakeSession(labd, "db1", new UUID(0, 8));
        labd.answers(
                "GET /api/v1/servers",
                new Items<ServerView>(List.of(Fleet.fresh("db1"), Fleet.fresh("web1"))));
        session.plays(
                caller -> {
                    caller.from(0).out(line(changed("/etc/motd")));
                    caller.end(new WorkEnd.Exited(0));
                });
        db.plays(caller -> caller.from(0).end(new WorkEnd.Exited(1)));

        var result = operator.types("run", "-l", "role=web");

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                1,
                                "web1 | Notice: file[/etc/motd]: content changed 'a' to 'b'\n",
                                "labctl: 1 done, 1 failed (db1)\n"));
        db.wentWell();
    }

    @Test
    void on_a_terminal_it_is_seen_how_far_it_is() {
        operator.at(FakeTerminal.of(80, 24));
        session.plays(
                caller -> {
                    caller.from(0).out(line(new RunEvent.Progress(3, 6)));
                    caller.out(line(end(RunOutcome.CHANGED)));
                    caller.end(new WorkEnd.Exited(0));
                });

        var result = operator.types("run", "server/web1");

        assertThat(result.err())
                .startsWith("\r\u001b[K[###############---------------] 3 of 6 resources\r\u001b[K")
                .endsWith("\r\u001b[K");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run                             | the server is missing",
                "run server/web1 -l role=web     | not both",
                "run server/web1 --parallel 2    | --parallel is for several servers",
                "run server/web1 --tags ,        | --tags names no tag",
                "run server/web1 --wait 1h       | --wait 1h is not from 1s to 10m",
                "apply                           | say what to apply: module",
                "apply module motd               | --target",
            })
    void wrong_use_is_told(String line, String sentence) {
        var result = operator.types(line.strip().split(" "));

        assertThat(result.err()).contains(sentence);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(labd.requests()).isEmpty();
    }

    private void ends(int code) {
        session.plays(caller -> caller.from(0).end(new WorkEnd.Exited(code)));
    }

    private static RunEvent changed(String path) {
        return new RunEvent.Applied(
                new ResourceReport(
                        new ResourceId("file", path),
                        ResourceOutcome.CHANGED,
                        1,
                        List.of(new Change("content", "a", "b", null)),
                        null),
                false);
    }

    private static RunEvent end(RunOutcome how) {
        return new RunEvent.Ended(
                new RunTotals(
                        new UUID(0, 1),
                        how,
                        1500,
                        "abc",
                        null,
                        null,
                        Map.of(ResourceOutcome.UNCHANGED, 8L, ResourceOutcome.CHANGED, 1L)));
    }

    private static String line(RunEvent event) {
        return WireJson.mapper().writeValueAsString(event) + "\n";
    }
}
