package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A node that nobody can connect to, and that reaches nothing but a real proxy. */
class BehindProxyIT {
    private static final int PORT = 3128;
    private static final Pattern SERVER = Pattern.compile("https://([0-9.]+):");
    private static final String CONFIG = "/etc/lab-agent/agent.yaml";

    @RegisterExtension
    static final StandingRehearsal standing = new StandingRehearsal(1, "tinyproxy", "nft");

    @TempDir private Path folder;
    private final Rehearsal rehearsal = standing.rehearsal();
    private final Node node = rehearsal.node(1);

    @AfterEach
    void asItWas() {
        node.run("rm", "-f", CONFIG).succeeded();
    }

    @Test
    void it_runs_reports_and_answers_through_the_proxy_alone() throws IOException {
        String host = hostOf(node);
        try (var _ = Firewall.closedBut(node, host, PORT)) {
            Running.Ended closed = node.agent("run", "--once");
            assertThat(closed.said()).contains("cannot be reached: connection refused");
            throughTheProxy(host);
        }
    }

    private void throughTheProxy(String host) throws IOException {
        Running proxy = proxy(host);
        try {
            node.write(CONFIG, "proxy: http://ann:s3cret@%s:%d\n".formatted(host, PORT));

            node.runAgent().succeeded();

            assertThat(node.lastRun()).isEqualTo(rehearsal.report(node).id());
            assertThat(node.agent("status").out())
                    .containsPattern("Proxy +http://%s:%d\n".formatted(host, PORT));
            node.startAgent("run");
            assertThat(
                            rehearsal
                                    .labctl(
                                            "resource",
                                            "server/node-1",
                                            "user",
                                            "root",
                                            "--timeout",
                                            "1m")
                                    .succeeded()
                                    .out())
                    .startsWith("plan.user");
            assertThat(node.agent("status").out()).contains("open since");
            Running.Ended command =
                    rehearsal.labctl(
                            "exec", "server/node-1", "--", "sh", "-c", "seq 1 50000; exit 4");
            assertThat(command.exit()).isEqualTo(4);
            assertThat(command.out().lines()).hasSize(50_000).endsWith("50000");
        } finally {
            node.stopDaemon();
            proxy.stop();
        }
    }

    /** Where labd is; the proxy will be there too. */
    private static String hostOf(Node node) {
        Matcher server = SERVER.matcher(node.agent("status").succeeded().out());
        assertThat(server.find()).isTrue();
        return server.group(1);
    }

    private Running proxy(String host) throws IOException {
        Path config = folder.resolve("tinyproxy.conf");
        Files.writeString(
                config,
                """
                Port %d
                Listen %s
                Timeout 60
                MaxClients 20
                BasicAuth ann s3cret
                """
                        .formatted(PORT, host));
        return Running.start(
                Path.of("/"), Map.of(), List.of("tinyproxy", "-d", "-c", config.toString()));
    }
}
