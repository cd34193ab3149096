package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.report.RunEvent;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.WorkEnd;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecSignalIT extends WithLabd {
    private FakeSession session;

    @BeforeEach
    void startSession() {
        session = new FakeSession(labd);
    }

    @AfterEach
    void allWentAsTheScriptsSay() {
        session.wentWell();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void a_process_that_is_told_to_end_ends_as_its_command_does(String signal) throws IOException {
        session.plays(
                caller -> {
                    caller.from(0).out("begun\n");
                    untilItHearsOf(signal, caller);
                    caller.out("cleaned up\n").end(new WorkEnd.Exited(7));
                });

        try (var labctl = labctl("exec", "server/web1", "work")) {
            assertThat(labctl.line()).isEqualTo("begun");
            labctl.signal(signal);

            assertThat(labctl.endsWith(7)).endsWith("cleaned up\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void the_same_signal_a_second_time_ends_it_at_once(String signal, int exit) throws Exception {
        var passedOn = new CountDownLatch(1);
        session.plays(
                caller -> {
                    caller.from(0).out("begun\n");
                    untilItHearsOf(signal, caller);
                    passedOn.countDown();
                    caller.untilGone();
                });

        try (var labctl = labctl("exec", "server/web1", "work")) {
            assertThat(labctl.line()).isEqualTo("begun");
            labctl.signal(signal);
            assertThat(passedOn.await(1, TimeUnit.MINUTES)).isTrue();
            labctl.signal(signal);

            assertThat(labctl.endsWith(exit)).contains("the command was told to stop");
        }
        assertThat(labd.requests()).contains("DELETE " + FakeSession.PATH);
    }

    @Test
    void a_sentence_of_labctl_is_told_then_too() throws IOException {
        session.plays(
                caller -> {
                    caller.from(0).out("begun\n");
                    untilItHearsOf("TERM", caller);
                    caller.end(new WorkEnd.Failed("the disk is gone"));
                });

        try (var labctl = labctl("exec", "server/web1", "work")) {
            assertThat(labctl.line()).isEqualTo("begun");
            labctl.signal("TERM");

            assertThat(labctl.endsWith(1)).endsWith("labctl: server 'web1': the disk is gone\n");
        }
    }

    @Test
    void a_run_is_left_alone_by_who_lost_his_terminal() throws IOException {
        String begun =
                WireJson.mapper().writeValueAsString(new RunEvent.Said(RunNote.notice("begun")));
        session =
                new FakeSession(
                        labd, "db1", new UUID(0, 8), new RunRequest(false, List.of(), null, false));
        session.plays(
                caller -> {
                    caller.from(0).out(begun + "\n");
                    assertThat(caller.hearsTheRest()).noneMatch(each -> each.startsWith("SIGNAL"));
                });

        try (var labctl = labctl("run", "server/db1")) {
            assertThat(labctl.line()).isEqualTo("Notice: begun");
            labctl.signal("HUP");

            assertThat(labctl.endsWith(129)).contains("the run is not waited for");
        }
        assertThat(labd.requests()).noneMatch(each -> each.startsWith("DELETE"));
    }

    private static void untilItHearsOf(String signal, FakeSession.Peer caller)
            throws InterruptedException {
        String words = caller.hearsWords();
        while (!words.equals("SIGNAL " + signal)) {
            assertThat(words).isIn("FROM 0", "ACK 11", "ALIVE");
            words = caller.hearsWords();
        }
    }

    private JavaProcess labctl(String... arguments) throws IOException {
        return JavaProcess.of(Map.of("HOME", operator.home().toString()), Labctl.class, arguments);
    }
}
