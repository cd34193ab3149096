package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TearDownIT {
    private static final int A_MOMENT_MS = 700;

    private @Nullable Rehearsal prepared;

    @BeforeEach
    void a_place() throws IOException {
        prepared = Rehearsal.prepare();
    }

    @AfterEach
    void is_given_back() throws IOException {
        if (prepared != null) {
            prepared.close();
        }
    }

    @Test
    void when_nothing_runs_down_says_so_and_that_is_no_fault() {
        Running.Ended down = rehearsal().labctl("rehearse", "down");

        assertThat(down.exit()).isZero();
        assertThat(down.err())
                .isEqualTo("no rehearsal is running in '%s'\n".formatted(rehearsal().state()));
    }

    @Test
    void a_rehearsal_leaves_nothing_whatever_of_it_was_killed_before() throws IOException {
        Rehearsal rehearsal = rehearsal();
        rehearsal.bringUp(2).succeeded();
        try (var traces = new Traces(rehearsal)) {
            traces.look();
            Proc.kill(rehearsal.labd());
            Proc.kill(rehearsal.node(1).first());
            await().until(() -> rehearsal.labctl("rehearse", "status").exit() == 1);
            assertThat(rehearsal.labctl("rehearse", "status").err())
                    .matches("start what does not run with '\\S*labctl rehearse'\n");

            rehearsal.bringUp(2).succeeded();

            assertThat(rehearsal.labctl("rehearse", "status").exit()).isZero();
            traces.look();
            Proc.kill(rehearsal.node(2).first());
            Proc.kill(rehearsal.labd());

            rehearsal.labctl("rehearse", "down").succeeded();

            traces.areGone();
            assertThat(rehearsal.labctl("rehearse", "down").succeeded().err())
                    .isEqualTo("no rehearsal is running in '%s'\n".formatted(rehearsal.state()));
        }
    }

    @Test
    void two_that_are_begun_at_the_same_moment_stand_beside_each_other() throws IOException {
        try (Rehearsal other = Rehearsal.prepare()) {
            Running one = rehearsal().start("rehearse", "--nodes", "1");
            Running two = other.start("rehearse", "--nodes", "1");

            one.end().succeeded();
            two.end().succeeded();

            assertThat(rehearsal().labctl("rehearse", "status").exit()).isZero();
            assertThat(rehearsal().servers()).hasSize(1);
            assertThat(other.servers()).hasSize(1);
        }
    }

    @Test
    void killed_with_the_process_around_labd_it_goes_on_with_a_labd_of_its_own()
            throws IOException {
        Rehearsal rehearsal = rehearsal();
        Running story = rehearsal.start("rehearse", "--nodes", "1");
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> rehearsal.hasRecord("labd-inside"));
        long labd = rehearsal.recorded("labd-inside");
        assertThat(labd).isEqualTo(rehearsal.labd());

        story.kill();
        story.end();
        Proc.kill(rehearsal.recorded("labd"));

        rehearsal.labctl("rehearse").succeeded();
        assertThat(rehearsal.labctl("rehearse", "status").exit()).isZero();
        assertThat(rehearsal.labd()).isNotEqualTo(labd);
        assertThat(rehearsal.servers()).hasSize(1);
    }

    @Test
    void what_ends_it_early_has_it_say_what_may_be_left() {
        Running story = rehearsal().start("rehearse", "--nodes", "1");
        await().atMost(Duration.ofMinutes(1)).until(() -> told(story, 2));

        Running.Ended ended = story.stop();

        assertThat(ended.err())
                .startsWith("labctl: interrupted, something of the rehearsal may be left: ");
        assertThat(ended.exit()).isEqualTo(143);
    }

    /** The steps that the story tells: this machine, labd, nodes, enrolment, cycle 1. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void killed_in_the_middle_of_a_step_it_leaves_nothing_after_down(int step) throws IOException {
        Rehearsal rehearsal = rehearsal();
        long seed = new Random().nextLong();
        Running story = rehearsal.start("rehearse", "--nodes", "2");
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> told(story, step) || !story.runs());
        long begun = System.nanoTime();
        long moment = Duration.ofMillis(new Random(seed).nextInt(A_MOMENT_MS)).toNanos();
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> System.nanoTime() - begun > moment || !story.runs());

        story.kill();
        story.end();
        try (var traces = new Traces(rehearsal)) {
            traces.look();
            Running.Ended down = rehearsal.labctl("rehearse", "down");

            assertThat(down.exit()).as("seed %d: %s", seed, down.said()).isZero();
            traces.areGone();
        }
    }

    private static boolean told(Running story, int step) {
        return step == 0
                || story.saidSoFar().lines().anyMatch(line -> line.startsWith(step + "  "));
    }

    private Rehearsal rehearsal() {
        return java.util.Objects.requireNonNull(prepared);
    }
}
