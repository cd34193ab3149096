package io.labctl.agent;

import static io.labctl.agent.OneAgent.CATALOG;
import static io.labctl.agent.OneAgent.GOOD;
import static io.labctl.agent.OneAgent.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.enroll.Issuing;
import io.labctl.agent.labd.FakeLabd.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A machine that joins again while its daemon runs. */
@Timeout(60)
class ReplacedIdentityIT {
    @RegisterExtension static final OneAgent agent = new OneAgent();

    @Test
    void a_daemon_that_was_disowned_goes_on_with_the_new_identity_at_its_next_run()
            throws Exception {
        runsEachMinuteJustBeforeOneBegins();
        agent.enrolled();
        String before = serial();
        agent.labd().answers("/agent/v1/enroll", new Issuing(agent.authority())::issue);
        var disowned = new CountDownLatch(1);
        var joined = new CountDownLatch(1);
        agent.labd()
                .answers(CATALOG, refused())
                .answers(CATALOG, Answer.catalog(GOOD))
                .forgets(REPORTS)
                .answers(REPORTS, _ -> refusedAfter(joined, disowned))
                .answers(REPORTS, Answer.of(204));
        agent.applies(
                (_, _, _) -> {
                    agent.stop().signal();
                    return List.of();
                });
        var daemon = CompletableFuture.supplyAsync(() -> agent.labAgent("run"));
        disowned.await();

        enrolledAgain();
        joined.countDown();

        assertThat(daemon.get()).isZero();
        assertThat(serial()).isNotEqualTo(before);
        assertThat(agent.labd().requests(CATALOG).stream().flatMap(each -> each.serial().stream()))
                .containsExactly(before, serial());
    }

    /** So that the next run is never far away. */
    private static void runsEachMinuteJustBeforeOneBegins() throws IOException {
        Files.writeString(
                agent.folder().resolve("agent.yaml"),
                "state: state\nsplay: 0s\nschedule: '* * * * *'\n");
        agent.standsStillAt(
                Instant.now().truncatedTo(ChronoUnit.MINUTES).plusSeconds(60).minusMillis(1));
    }

    /** Holds the run that was disowned until the machine has joined again. */
    private static Answer refusedAfter(CountDownLatch joined, CountDownLatch asked) {
        asked.countDown();
        try {
            joined.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return refused();
    }

    private static Answer refused() {
        return Answer.problem(403, "denied", "server web1 is not known");
    }

    private static void enrolledAgain() throws Exception {
        int exit =
                agent.labAgent(
                        "enroll",
                        "--force",
                        "--server",
                        agent.labd().uri().toString(),
                        "--token",
                        agent.token());
        assertThat(exit).as(agent.err()).isZero();
    }

    private static String serial() {
        return agent.identities().load().orElseThrow().serial();
    }
}
