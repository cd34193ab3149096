package io.labctl.agent.session;

import static io.labctl.agent.session.OneMachine.reading;
import static io.labctl.agent.session.OneMachine.sh;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What goes to a command and comes from it. */
class SessionFlowIT extends SessionCase {
    @Test
    void what_a_command_writes_and_how_it_ended_is_told() {
        UUID id = machine().runs(sh("echo out; echo err >&2; exit 3"));

        assertThat(caller().end()).isEqualTo(new WorkEnd.Exited(3));
        assertThat(out()).isEqualTo("out\n");
        assertThat(caller().err()).isEqualTo("err\n");
        assertThat(caller().result(id)).isNull();
        await().untilAsserted(() -> assertThat(machine().journal().has(id)).isFalse());
        assertThat(machine().sessions().alive()).isEmpty();
    }

    @Test
    void what_is_given_to_a_command_comes_back_bit_for_bit() throws Exception {
        byte[] much = bytes(5_000_000);
        machine().runs(reading(sh("cat")));

        says(much);

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(caller().out()).isEqualTo(much);
        assertThat(caller().lost()).isZero();
    }

    @Test
    void connections_that_break_lose_nothing_and_repeat_nothing() throws Exception {
        byte[] much = bytes(3_000_000);
        caller().breaksEachAfter(7);
        machine().runs(reading(sh("cat")));

        says(much);
        caller().breaksNoMore();

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(caller().out()).isEqualTo(much);
        assertThat(caller().connections()).isGreaterThan(2);
    }

    @Test
    void an_output_of_many_lines_goes_on_after_each_break() {
        caller().breaksEachAfter(2);
        machine().runs(sh("seq 1 200000"));

        await().until(() -> caller().connections() > 3);
        caller().breaksNoMore();

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out())
                .isEqualTo(
                        IntStream.rangeClosed(1, 200_000)
                                .mapToObj(each -> each + "\n")
                                .collect(joining()));
    }

    @Test
    void an_end_that_did_not_arrive_is_said_again_at_once() {
        caller().breaksAtTheEnd();

        machine().runs(sh("echo a"));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).isEqualTo("a\n");
        assertThat(caller().connections()).isEqualTo(2);
    }

    @Test
    void input_that_a_command_does_not_read_is_dropped() throws Exception {
        machine().runs(reading(sh("exec <&-; echo closed; sleep 0.5")));

        says(bytes(2_000_000));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).isEqualTo("closed\n");
    }

    @Test
    void a_command_waits_for_its_caller_and_all_of_its_output_arrives() throws Exception {
        caller().acknowledgesNothing();
        machine().runs(sh("head -c 1200000 /dev/zero; exit 4"));
        await().until(() -> caller().out().length > 900_000);
        assertThat(caller().out()).hasSizeLessThan(1024 * 1024);

        caller().acknowledgesAgain();

        assertThat(caller().end()).isEqualTo(new WorkEnd.Exited(4));
        assertThat(caller().out()).hasSize(1_200_000);
    }

    @Test
    void a_caller_who_comes_back_goes_on_where_it_was() throws Exception {
        UUID id = machine().runs(sh("echo a; %s; echo b".formatted(awaitsGo())));
        await().until(() -> out().equals("a\n"));
        leavesAndIsMissed();
        Files.createFile(go());

        caller().isThere(true);
        UUID attach = machine().asked(new Action.Attach(id));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).isEqualTo("a\nb\n");
        await().untilAsserted(
                        () ->
                                assertThat(caller().result(attach))
                                        .isEqualTo(new WorkEnd.Done(null)));
    }

    @Test
    void a_connection_on_which_nothing_is_heard_is_given_up_for_another() throws Exception {
        var limits = OneMachine.limits(OneMachine.LONG, Duration.ofMillis(300));
        try (var wary = new OneMachine(folder().resolve("others"), caller(), limits)) {
            wary.runs(sh("echo a; %s; echo b".formatted(awaitsGo())));
            await().until(() -> caller().connections() > 3);

            Files.createFile(go());

            assertThat(caller().end()).isEqualTo(WELL);
            assertThat(out()).isEqualTo("a\nb\n");
        }
    }

    @Test
    void the_rest_of_the_output_waits_for_a_caller_who_comes_back_after_the_end() throws Exception {
        UUID id = machine().runs(sh("echo a; %s; echo b".formatted(awaitsGo())));
        await().until(() -> out().equals("a\n"));
        leavesAndIsMissed();
        Files.createFile(go());
        await().until(() -> machine().notesEndOf(id));

        caller().isThere(true);
        machine().asked(new Action.Attach(id));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).isEqualTo("a\nb\n");
        assertThat(caller().result(id)).isNull();
    }

    @Test
    void a_detached_command_needs_nobody_and_is_read_afterwards() {
        caller().isThere(false);
        UUID id = machine().runsDetached(sh("head -c 3000000 /dev/zero; echo end"));
        await().untilAsserted(() -> assertThat(caller().result(id)).isEqualTo(WELL));

        caller().isThere(true);
        machine().asked(new Action.Attach(id));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).endsWith("\0end\n");
        assertThat(caller().lost()).isGreaterThan(1_900_000);
        assertThat(caller().out()).hasSizeLessThan(1024 * 1024);
        assertThat(caller().before() + caller().out().length)
                .isEqualTo(3_000_000 + "end\n".length());
    }

    private void leavesAndIsMissed() {
        int before = caller().connections();
        caller().leaves();
        await().until(() -> caller().connections() > before);
    }

    private Path go() {
        return folder().resolve("go");
    }

    private String awaitsGo() {
        return "while ! test -e %s; do sleep 0.02; done".formatted(go());
    }
}
