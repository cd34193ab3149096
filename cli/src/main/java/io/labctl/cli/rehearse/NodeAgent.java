package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The lab-agent inside a node: its one-time commands and its daemon. */
final class NodeAgent {
    static final String PROGRAM = "/opt/labctl/bin/lab-agent";
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String RECORD = "/run/lab-agent.process";
    private static final String LOG = "/var/log/lab-agent.log";
    private static final String DAEMON =
            "java=$1; shift; JAVA_HOME=$java setsid \"$@\" </dev/null >>%s 2>&1 &".formatted(LOG);

    /** Ids inside a node mean something inside only, so the question is asked there. */
    private static final String CHECK =
            "start=$2; read -r stat </proc/$1/stat && set -- ${stat##*) } && test $1 != Z"
                    + " && shift 19 && test $1 = $start";

    private final NamespaceNode node;
    private final Path javaHome;

    NodeAgent(NamespaceNode node, Path javaHome) {
        this.node = node;
        this.javaHome = javaHome;
    }

    /** An identity that is there already is replaced: labd has forgotten whose it was. */
    void enroll(String server, String token) {
        must(
                List.of(
                        "enroll",
                        "--force",
                        "--server",
                        server,
                        "--token",
                        token,
                        "--name",
                        node.name()));
    }

    /** One run; what it did stands in the report that it sent. */
    Commands.Finished runOnce() {
        return run(List.of("run", "--once"));
    }

    private void must(List<String> arguments) {
        Commands.Finished finished = run(arguments);
        if (!finished.succeeded()) {
            throw new Unavailable(
                    "lab-agent %s on '%s' ended with %d: %s"
                            .formatted(
                                    arguments.getFirst(),
                                    node.name(),
                                    finished.exit(),
                                    finished.output().strip()));
        }
    }

    private Commands.Finished run(List<String> arguments) {
        List<String> argv = new ArrayList<>(List.of("env", "JAVA_HOME=" + javaHome, PROGRAM));
        argv.addAll(arguments);
        return node.run(argv, LIMIT);
    }

    /** Whether the daemon that was started in this node still runs. */
    boolean daemonRuns() {
        if (!node.runs()) {
            return false;
        }
        return RecordedProcess.readFrom(node.path(RECORD))
                .map(inside -> node.run(check(inside), Duration.ofSeconds(5)).succeeded())
                .orElse(false);
    }

    private static List<String> check(RecordedProcess inside) {
        return List.of(
                "sh",
                "-c",
                CHECK,
                "check",
                Long.toString(inside.pid()),
                Long.toString(inside.startTicks()));
    }

    void startDaemon() {
        List<String> argv =
                new ArrayList<>(List.of("sh", "-c", DAEMON, "daemon", javaHome.toString()));
        argv.addAll(Scripts.recorded(Path.of(RECORD), List.of(PROGRAM, "run")));
        Commands.Finished finished = node.run(argv, Duration.ofSeconds(10));
        if (!finished.succeeded()) {
            throw new Unavailable(
                    "lab-agent's daemon on '%s' cannot be started: %s"
                            .formatted(node.name(), finished.output().strip()));
        }
    }
}
