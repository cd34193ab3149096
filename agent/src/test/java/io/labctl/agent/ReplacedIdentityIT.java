package io.labctl.agent;

import static io.labctl.agent.OneAgent.CATALOG;
import static io.labctl.agent.OneAgent.GOOD;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.enroll.Issuing;
import io.labctl.agent.labd.FakeLabd.Answer;
import java.nio.file.Files;
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
        Files.writeString(
                agent.folder().resolve("agent.yaml"), "state: state\nsplay: 0s\ninterval: 10s\n");
        agent.enrolled();
        String before = serial();
        agent.labd().answers("/agent/v1/enroll", new Issuing(agent.authority())::issue);
        var disowned = new CountDownLatch(1);
        agent.labd()
                .answers(CATALOG, _ -> refused(disowned))
                .answers(CATALOG, Answer.catalog(GOOD));
        agent.applies(
                (_, _, _) -> {
                    agent.stop().signal();
                    return List.of();
                });
        var daemon = CompletableFuture.supplyAsync(() -> agent.labAgent("run"));
        disowned.await();

        enrolledAgain();

        assertThat(daemon.get()).isZero();
        assertThat(serial()).isNotEqualTo(before);
        assertThat(agent.labd().requests(CATALOG).stream().flatMap(each -> each.serial().stream()))
                .containsExactly(before, serial());
    }

    private static Answer refused(CountDownLatch told) {
        told.countDown();
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
