package io.labctl.agent.session;

import static io.labctl.agent.session.OneMachine.reading;
import static io.labctl.agent.session.OneMachine.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** When labd and the session do not agree. */
class SessionTurnIT extends SessionCase {
    /** No pause is long, and their bounds are told. */
    private static final class Impatience implements RandomGenerator {
        private final List<Long> bounds = new CopyOnWriteArrayList<>();

        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long bound) {
            bounds.add(bound);
            return 0;
        }
    }

    @Test
    void a_labd_that_refuses_the_output_is_asked_less_and_less_often() {
        var pauses = new Impatience();
        var limits = OneMachine.limits(OneMachine.LONG, OneMachine.LONG);
        caller().refusesOutput(true);
        try (var refused = new OneMachine(folder().resolve("others"), caller(), limits, pauses)) {
            refused.runs(sh("echo a"));

            await().until(() -> pauses.bounds.contains(4001L));
            caller().refusesOutput(false);

            assertThat(caller().end()).isEqualTo(WELL);
            assertThat(out()).isEqualTo("a\n");
        }
    }

    @Test
    void who_comes_while_a_command_is_being_ended_gets_its_last_words() throws Exception {
        Path go = folder().resolve("go");
        Path ending = folder().resolve("ending");
        String script =
                """
                trap 'touch %s; while ! test -e %s; do sleep 0.02; done; echo bye; exit' TERM
                echo ready
                while :; do sleep 0.02; done
                """
                        .formatted(ending, go);
        var limits = OneMachine.limits(Duration.ofMillis(300), OneMachine.LONG, OneMachine.LONG);
        try (var slow = new OneMachine(folder().resolve("others"), caller(), limits)) {
            UUID id = slow.runs(sh(script));
            await().until(() -> out().equals("ready\n"));
            caller().leaves();
            await().until(() -> Files.exists(ending));

            caller().isThere(true);
            int before = caller().connections();
            slow.asked(new Action.Attach(id));
            await().until(() -> caller().connections() > before);
            Files.createFile(go);

            assertThat(caller().end())
                    .isEqualTo(new WorkEnd.Killed("its caller was gone for 0.3s"));
            assertThat(out()).isEqualTo("ready\nbye\n");
        }
    }

    @Test
    void an_end_that_labd_has_already_is_not_told_again() throws Exception {
        Path go = folder().resolve("go");
        caller().acknowledgesNothing();
        UUID id =
                machine()
                        .runs(
                                reading(
                                        sh(
                                                "echo a; while ! test -e %s; do sleep 0.02; done"
                                                        .formatted(go))));
        await().until(() -> out().equals("a\n"));
        int before = caller().connections();
        caller().leaves();
        await().until(() -> caller().connections() > before);
        Files.createFile(go);
        await().until(() -> machine().notesEndOf(id));

        caller().isTakenForEnded();
        machine().asked(new Action.Attach(id));

        await().until(() -> machine().sessions().isIdle());
        assertThat(machine().journal().has(id)).isFalse();
        assertThat(caller().hasEnd()).isFalse();
        assertThat(caller().toldResults(id)).isZero();
    }
}
