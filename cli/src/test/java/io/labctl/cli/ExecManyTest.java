package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.ServerView;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.cli.terminal.Interrupt;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecManyTest extends WithLabd {
    private final List<FakeSession> sessions = new ArrayList<>();
    private Consumer<Interrupt> signal = _ -> {};

    @BeforeEach
    void listen() {
        operator.interruptedBy(
                told -> {
                    signal = told;
                    return () -> signal = _ -> {};
                });
    }

    @AfterEach
    void allWentAsTheScriptsSay() {
        sessions.forEach(FakeSession::wentWell);
    }

    @Test
    void each_line_has_its_servers_name_in_front() {
        fleet("db1", "web10");
        on(0).plays(
                        caller -> {
                            caller.from(0).out("one\ntw").err("careful\r\n").out("o\nthree");
                            caller.end(new WorkEnd.Exited(0));
                        });
        on(1).plays(
                        caller -> {
                            caller.from(0).out("\tred \u001b[31m\u0007 end\n");
                            caller.end(new WorkEnd.Exited(0));
                        });

        var result = operator.types("exec", "-l", "tier=front", "ls", "-l");

        assertThat(result.lines())
                .containsExactlyInAnyOrder(
                        "db1   | one",
                        "db1   | two",
                        "db1   | three",
                        "web10 | \tred \\u001b[31m\\u0007 end");
        assertThat(result.err().lines()).containsExactly("db1   | careful", "labctl: 2 done");
        assertThat(result.exit()).isZero();
        assertThat(labd.requests()).contains("GET /api/v1/servers?label=tier%3Dfront");
        assertThat(labd.lastBody()).contains("\"argv\":[\"ls\",\"-l\"]");
    }

    @Test
    void on_a_terminal_only_the_commands_own_words_are_shown() {
        operator.at(FakeTerminal.of(80, 24));
        fleet("a", "b");
        on(0).plays(caller -> caller.from(0).err("careful\n").end(new WorkEnd.Exited(0)));
        on(1).plays(caller -> caller.from(0).end(new WorkEnd.Exited(0)));

        var result = operator.types("exec", "--cloud", "x", "true");

        assertThat(result).isEqualTo(new Operator.Result(0, "", "a | careful\nlabctl: 2 done\n"));
    }

    @Test
    void how_they_ended_is_summed_up_and_the_worst_is_the_exit_code() {
        fleet("a", "b", "c", "d", "e");
        on(0).plays(caller -> caller.from(0).end(new WorkEnd.Exited(0)));
        on(1).plays(caller -> caller.from(0).end(new WorkEnd.Exited(3)));
        on(2).plays(caller -> caller.from(0).end(new WorkEnd.TimedOut()));
        on(3).plays(caller -> caller.from(0).end(new WorkEnd.AgentLost(null)));
        on(4).plays(caller -> caller.from(0).end(new WorkEnd.Exited(3)));

        var result =
                operator.types(
                        "exec", "--environment", "lab", "--cloud", "x", "--timeout", "5s", "true");

        assertThat(result.err().lines())
                .contains("c | labctl: the command was ended after its timeout of 5s")
                .endsWith(
                        "labctl: 1 done, 1 agent lost (d), 2 exited with 3 (b, e), 1 timed out (c)");
        assertThat(result.exit()).isEqualTo(124);
        assertThat(labd.requests()).contains("GET /api/v1/servers?env=lab&cloud=x");
    }

    @Test
    void one_on_which_it_cannot_be_begun_does_not_keep_it_from_the_others() {
        labd.refuses("POST /api/v1/servers/c/sessions", 403, "denied", "not you");
        fleet("a", "b", "c");
        on(0).plays(caller -> caller.from(0).end(new WorkEnd.Exited(0)));
        on(1).plays(caller -> caller.from(0).end(new WorkEnd.Exited(0)));

        var result = operator.types("exec", "--cloud", "x", "true");

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                4,
                                "",
                                """
                                c | labctl: not you
                                labctl: 2 done, 1 not reached (c)
                                """));
    }

    @Test
    void no_more_than_wanted_run_at_once() {
        var names = new String[] {"a", "b", "c", "d", "e", "f"};
        fleet(names);
        var two = new CyclicBarrier(2);
        var running = new AtomicInteger();
        for (int i = 0; i < names.length; i++) {
            on(i).plays(
                            caller -> {
                                assertThat(running.incrementAndGet()).isLessThanOrEqualTo(2);
                                two.await(20, TimeUnit.SECONDS);
                                running.decrementAndGet();
                                caller.from(0).end(new WorkEnd.Exited(0));
                            });
        }

        var result = operator.types("exec", "-l", "a=b", "--parallel", "2", "--", "true");

        assertThat(result).isEqualTo(new Operator.Result(0, "", "labctl: 6 done\n"));
    }

    @Test
    void an_interrupt_is_for_all_and_begins_no_more() {
        fleet("a", "b", "c");
        var begun = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            on(i).plays(
                            caller -> {
                                caller.from(0);
                                assertThat(caller.hearsWords()).isEqualTo("FROM 0");
                                begun.countDown();
                                assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
                                signal.accept(Interrupt.INT);
                                assertThat(caller.hearsWords()).isEqualTo("SIGNAL INT");
                                signal.accept(Interrupt.INT);
                                caller.untilGone();
                            });
        }

        var result = operator.types("exec", "-l", "a=b", "--parallel", "2", "--", "sleep", "9");

        assertThat(result.exit()).isEqualTo(130);
        assertThat(result.err())
                .endsWith("labctl: none done, 2 interrupted (a, b), 1 not begun (c)\n");
        assertThat(labd.requests())
                .contains("DELETE " + on(0).path(), "DELETE " + on(1).path())
                .doesNotContain("POST /api/v1/servers/c/sessions");
    }

    @Test
    void that_no_server_fits_is_told_with_the_nearest_word() {
        labd.answers("GET /api/v1/servers", new Items<ServerView>(List.of()))
                .answers("GET /api/v1/servers", Fleet.servers());

        var result = operator.types("exec", "-l", "rak=r1", "--", "true");

        assertThat(result)
                .isEqualTo(
                        new Operator.Result(
                                3,
                                "",
                                "labctl: no servers match; none has a label 'rak', did you mean 'rack'?\n"));
    }

    private void fleet(String... names) {
        var views = List.of(names).stream().map(Fleet::fresh).toList();
        labd.answers("GET /api/v1/servers", new Items<>(views));
        for (String name : names) {
            sessions.add(new FakeSession(labd, name, new UUID(1, sessions.size())));
        }
    }

    private FakeSession on(int number) {
        return sessions.get(number);
    }
}
