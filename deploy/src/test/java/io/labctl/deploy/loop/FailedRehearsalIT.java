package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailedRehearsalIT {
    @Test
    void a_first_run_that_fails_leaves_what_is_needed_to_see_why_and_to_go_on() throws IOException {
        try (Rehearsal rehearsal = Rehearsal.prepare()) {
            Running story = rehearsal.start("rehearse", "--nodes", "1");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> story.saidSoFar().lines().anyMatch(FailedRehearsalIT::isOfLabd));
            Node node = rehearsal.node(1);
            rehearsal.setData(node, "base-server:\n  mtod: x\n");

            Running.Ended ended = story.end();

            assertThat(ended.exit()).isNotZero();
            assertThat(ended.out()).contains("The site is in " + rehearsal.state().resolve("site"));
            assertThat(ended.err())
                    .startsWith("labctl: the run on 'node-1' ended 'compile-failed':\n");
            assertThat(rehearsal.detail(node).compileFaults())
                    .singleElement()
                    .asString()
                    .contains("'mtod'");
        }
    }

    /** The site has been written by this step, and no node is there before it is done. */
    private static boolean isOfLabd(String line) {
        return line.startsWith("2  ");
    }
}
