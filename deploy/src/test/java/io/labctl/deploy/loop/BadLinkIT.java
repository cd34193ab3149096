package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands on a node that nobody can connect to, and whose own way out is a bad one. */
class BadLinkIT {
    private static final String CONFIG = "/etc/lab-agent/agent.yaml";
    private static final Pattern SERVER = Pattern.compile("https://[0-9.]+:[0-9]+");

    /** As long as an agent may take to try again, and some. */
    private static final Duration BACK = Duration.ofMinutes(3);

    /** Less than what a caller who is gone has to come back in. */
    private static final Duration A_WHILE = Duration.ofSeconds(12);

    private static final int NOT_TO_BE_HAD = 5;

    @RegisterExtension static final StandingRehearsal standing = new StandingRehearsal(1, "nft");

    private final Rehearsal rehearsal = standing.rehearsal();
    private final Node node = rehearsal.node(1);
    private final InetSocketAddress labd = addressOfLabd();

    @BeforeEach
    void the_daemon_runs() {
        startDaemon();
    }

    @AfterEach
    void it_is_stopped() {
        node.stopDaemon();
        node.run("rm", "-f", CONFIG).succeeded();
    }

    @Test
    void a_command_needs_no_way_into_the_node() {
        try (var _ = Firewall.closedBut(node, labd.getHostString(), labd.getPort())) {
            assertThat(exec("sh", "-c", "echo here; echo trouble >&2; exit 5").exit()).isEqualTo(5);
            assertThat(copied(20)).isEmpty();
        }
    }

    @Test
    void late_and_lost_packets_change_nothing_of_what_arrives() throws IOException {
        node.stopDaemon();
        try (var relay = SlowRelay.open(labd, Duration.ofMillis(200));
                var _ = Firewall.closedBut(node, labd.getHostString(), relay.port());
                var _ = Firewall.losing(node, 5)) {
            node.write(
                    CONFIG,
                    "server: https://%s:%d\n".formatted(labd.getHostString(), relay.port()));
            startDaemon();

            assertThat(exec("seq", "1", "20000").succeeded().out()).isEqualTo(numbers(20_000));
            assertThat(copied(2)).isEmpty();
        }
    }

    @Test
    void a_link_that_is_cut_for_a_while_costs_a_command_nothing() {
        Running running =
                rehearsal.start(
                        "exec",
                        "server/node-1",
                        "--",
                        "sh",
                        "-c",
                        "for i in $(seq 1 60); do echo $i; sleep 0.5; done");
        await().until(() -> running.saidSoFar().contains("5\n"));

        try (var _ = Firewall.cut(node)) {
            await().pollDelay(A_WHILE).atMost(A_WHILE.multipliedBy(2)).until(() -> true);
        }

        assertThat(running.end().succeeded().out()).isEqualTo(numbers(60));
    }

    @Test
    void one_that_is_cut_for_two_minutes_ends_it_and_says_so_and_the_next_command_runs() {
        Running running =
                rehearsal.start("exec", "server/node-1", "--", "sh", "-c", "echo on; sleep 4713");
        await().until(() -> running.saidSoFar().contains("on"));

        try (var _ = Firewall.cut(node)) {
            await().atMost(BACK).until(() -> !running.runs());
        }

        Running.Ended ended = running.end();
        assertThat(ended.exit()).isEqualTo(NOT_TO_BE_HAD);
        assertThat(ended.err()).contains("its agent came for it and was not heard of any more");
        await().atMost(BACK).until(() -> node.run("pgrep", "-f", "sleep 4713").exit() == 1);
        await().atMost(BACK).until(() -> exec("true").exit() == 0);
    }

    /** What went wrong with so many MiB, to the node and back. */
    private String copied(int mib) {
        return rehearsal
                .start(
                        List.of(
                                "sh",
                                "-c",
                                "dd if=/dev/urandom of=sent bs=1M count=%d 2>/dev/null && \"$@\" < sent > came && cmp sent came && rm sent came"
                                        .formatted(mib),
                                "sh",
                                Rehearsal.labctl(),
                                "exec",
                                "server/node-1",
                                "-i",
                                "--",
                                "cat"))
                .end()
                .said();
    }

    private Running.Ended exec(String... command) {
        return rehearsal.labctl(
                Stream.concat(Stream.of("exec", "server/node-1", "--"), Stream.of(command))
                        .toArray(String[]::new));
    }

    private void startDaemon() {
        node.startAgent("run");
        await().atMost(BACK).until(() -> node.agent("status").out().contains("open since"));
    }

    private InetSocketAddress addressOfLabd() {
        Matcher server = SERVER.matcher(node.agent("status").succeeded().out());
        assertThat(server.find()).isTrue();
        URI address = URI.create(server.group());
        return new InetSocketAddress(address.getHost(), address.getPort());
    }

    private static String numbers(int last) {
        return IntStream.rangeClosed(1, last)
                .mapToObj(each -> each + "\n")
                .collect(Collectors.joining());
    }
}
