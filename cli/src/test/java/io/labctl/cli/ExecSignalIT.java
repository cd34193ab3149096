package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.work.WorkEnd;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

    @Test
    void a_process_that_is_told_to_end_ends_as_its_command_does() throws IOException {
        session.plays(
                caller -> {
                    caller.from(0).out("begun\n");
                    untilItHearsOfTheSignal(caller);
                    caller.out("cleaned up\n").end(new WorkEnd.Exited(7));
                });

        try (var labctl = labctl("exec", "server/web1", "work")) {
            assertThat(labctl.line()).isEqualTo("begun");
            labctl.askToEnd();

            assertThat(labctl.endsWith(7)).endsWith("cleaned up\n");
        }
    }

    @Test
    void a_sentence_of_labctl_is_told_then_too() throws IOException {
        session.plays(
                caller -> {
                    caller.from(0).out("begun\n");
                    untilItHearsOfTheSignal(caller);
                    caller.end(new WorkEnd.Failed("the disk is gone"));
                });

        try (var labctl = labctl("exec", "server/web1", "work")) {
            assertThat(labctl.line()).isEqualTo("begun");
            labctl.askToEnd();

            assertThat(labctl.endsWith(1)).endsWith("labctl: server 'web1': the disk is gone\n");
        }
    }

    private static void untilItHearsOfTheSignal(FakeSession.Peer caller)
            throws InterruptedException {
        String words = caller.hearsWords();
        while (!words.equals("SIGNAL INT")) {
            assertThat(words).isIn("FROM 0", "ACK 11");
            words = caller.hearsWords();
        }
    }

    private JavaProcess labctl(String... arguments) throws IOException {
        return JavaProcess.of(Map.of("HOME", operator.home().toString()), Labctl.class, arguments);
    }
}
