package io.labctl.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.catalog.error.Conflict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamespaceNodeIT {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Path JAVA = Path.of(System.getProperty("java.home"));

    private final Commands commands = new Commands();
    @TempDir private Path folder;
    private StateFolder state;
    private Plan plan;
    private Cables cables;
    private NamespaceNode node;
    private List<String> mountsBefore;

    @BeforeEach
    void node() throws IOException {
        assumeTrue(Requirements.isRoot(), "namespace nodes need root");
        assumeTrue(
                Stream.of("/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip")
                        .anyMatch(ip -> Files.isExecutable(Path.of(ip))),
                "ip is not installed (deploy/test-prerequisites installs it)");
        mountsBefore = mounts();
        // Not below /tmp, which is empty in a node anyway and would hide that the folder is.
        state =
                new StateFolder(
                        Files.createTempDirectory(Path.of("/var/tmp"), "labctl-test")
                                .resolve("state"));
        state.create();
        Files.createDirectories(state.dist());
        Files.createDirectories(state.packages());
        plan = plan();
        state.plan().write(plan);
        cables = new Cables(commands, state);
        node =
                new NamespaceNode(
                        state,
                        Plan.nodeName(1),
                        commands,
                        Timekeeper.ofThisMachine(Clock.systemUTC()));
    }

    private Plan plan() {
        return new Plan(
                Subnet.free(NetworksInUse.onThisMachine()).getFirst().third(),
                7443,
                1,
                new Plan.Before(folder.resolve("config.yaml").toString(), false, null),
                null);
    }

    @AfterEach
    void nothing_is_left() throws IOException {
        if (node == null) {
            return;
        }
        new TearDown(
                        state,
                        cables,
                        folder.resolve("config.yaml"),
                        Timekeeper.ofThisMachine(Clock.systemUTC()),
                        _ -> {})
                .takeDown();
        Files.deleteIfExists(state.root().resolveSibling(""));
        assertThat(mounts()).isEqualTo(mountsBefore);
        assertThat(Cables.exists(plan.bridge())).isFalse();
        assertThat(Cables.exists(plan.cable(1))).isFalse();
        assertThat(state.root()).doesNotExist();
    }

    @Test
    void it_is_made_in_less_than_a_second() {
        long begun = System.nanoTime();
        node.create(JAVA, List.of());

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        assertThat(node.runs()).isTrue();
    }

    @Test
    void it_has_the_machines_programs_and_a_name_and_process_ids_of_its_own() {
        node.create(JAVA, List.of());

        assertThat(out("cat", "/proc/sys/kernel/hostname")).isEqualTo("node-1\n");
        assertThat(out("cat", "/etc/hostname")).isEqualTo("node-1\n");
        assertThat(out("sh", "-c", "test -d /proc/1/root/opt/labctl && echo whole"))
                .isEqualTo("whole\n");
        assertThat(out("sh", "-c", "ls -d /proc/[0-9]* | wc -l").strip().length()).isOne();
    }

    @Test
    void what_is_written_in_it_does_not_reach_the_host() {
        node.create(JAVA, List.of());

        out("sh", "-c", "echo mine >/etc/motd-of-the-node; rm /etc/passwd; mkdir /srv/of-the-node");

        assertThat(Path.of("/etc/motd-of-the-node")).doesNotExist();
        assertThat(Path.of("/etc/passwd")).exists();
        assertThat(Path.of("/srv/of-the-node")).doesNotExist();
        assertThat(node.path("/etc/motd-of-the-node")).hasContent("mine\n");
    }

    @Test
    void the_rehearsals_own_folder_and_other_hidden_ones_are_empty_in_it() throws IOException {
        Files.writeString(state.root().resolve("secret"), "key");

        node.create(JAVA, List.of(state.root(), Path.of("/no/such/folder")));

        assertThat(out("ls", "-A", state.root().toString())).isEmpty();
        assertThat(
                        out("sh", "-c", "ls -A /etc/lab-agent /var/lib/lab-agent | grep -v :; true")
                                .strip())
                .isEmpty();
    }

    @Test
    void the_programs_and_the_java_are_there_and_cannot_be_changed() {
        node.create(JAVA, List.of());

        assertThat(node.run(List.of("test", "-x", JAVA + "/bin/java"), LIMIT).succeeded()).isTrue();
        assertThat(node.run(List.of("touch", "/opt/labctl/changed"), LIMIT).output())
                .contains("Read-only");
        assertThat(node.run(List.of("touch", JAVA + "/changed"), LIMIT).output())
                .contains("Read-only");
    }

    @Test
    void its_network_is_its_own_cable_to_the_bridge_and_nothing_else() {
        node.create(JAVA, List.of());
        cables.ensureBridge(plan);

        cables.connect(plan, 1, node.first().orElseThrow().pid());

        assertThat(
                        out("ip", "-brief", "-4", "address")
                                .lines()
                                .map(line -> line.split("[ @]+", -1)[0]))
                .containsExactly("lo", "eth0");
        assertThat(out("ip", "-4", "address", "show", "eth0"))
                .contains(plan.subnet().node(1) + "/24");
        assertThat(out("ip", "route", "show", "default")).isEmpty();
        assertThat(reached("/dev/tcp/%s/9".formatted(plan.subnet().gateway()))).contains("refused");
    }

    @Test
    void a_bridge_that_another_rehearsal_has_is_neither_claimed_nor_removed() {
        var others = new Cables(commands, new StateFolder(folder.resolve("others")));
        assertThat(cables.claimBridge(plan)).isTrue();

        assertThat(others.claimBridge(plan)).isFalse();
        others.removeAll(plan);
        others.removeMarked();

        assertThat(Cables.exists(plan.bridge())).isTrue();
    }

    @Test
    void a_bridge_that_another_rehearsal_has_taken_is_not_marked_over() {
        var others = new Cables(commands, new StateFolder(folder.resolve("others")));
        assertThat(cables.claimBridge(plan)).isTrue();

        assertThatThrownBy(() -> others.ensureBridge(plan))
                .isInstanceOf(Conflict.class)
                .hasMessageStartingWith(
                        "bridge '%s' is another rehearsal's".formatted(plan.bridge()));
        others.removeAll(plan);

        assertThat(Cables.exists(plan.bridge())).isTrue();
        cables.ensureBridge(plan);
    }

    @Test
    void with_a_damaged_plan_everything_is_found_nevertheless() throws IOException {
        node.create(JAVA, List.of());
        RecordedProcess first = node.first().orElseThrow();
        cables.ensureBridge(plan);
        cables.connect(plan, 1, first.pid());
        Files.writeString(state.root().resolve("plan.json"), "{\"third\":");

        new TearDown(
                        state,
                        cables,
                        folder.resolve("config.yaml"),
                        Timekeeper.ofThisMachine(Clock.systemUTC()),
                        _ -> {})
                .takeDown();

        assertThat(first.runs()).isFalse();
        assertThat(Cables.exists(plan.bridge())).isFalse();
        assertThat(Cables.exists(plan.cable(1))).isFalse();
        assertThat(state.root()).doesNotExist();
    }

    @Test
    void orphans_are_reaped_by_its_first_process() {
        node.create(JAVA, List.of());

        out("sh", "-c", "(true & exec sh -c 'exit 0') & exit 0");

        await().atMost(LIMIT)
                .untilAsserted(
                        () ->
                                assertThat(
                                                out(
                                                        "sh",
                                                        "-c",
                                                        "grep -l '^State:.Z' /proc/[0-9]*/status;"
                                                                + " true"))
                                        .isEmpty());
    }

    @Test
    void destroying_it_ends_every_process_in_it() {
        node.create(JAVA, List.of());
        RecordedProcess outer = node.outer().orElseThrow();
        RecordedProcess first = node.first().orElseThrow();
        out("sh", "-c", "setsid sleep 1000 >/dev/null 2>&1 </dev/null &");
        await().until(() -> RecordedProcess.children(first.pid()).count() == 2);
        List<RecordedProcess> inside =
                RecordedProcess.children(first.pid())
                        .map(pid -> RecordedProcess.of(pid).orElseThrow())
                        .toList();

        node.destroy();

        assertThat(outer.runs()).isFalse();
        await().atMost(LIMIT)
                .until(() -> !first.runs() && inside.stream().noneMatch(RecordedProcess::runs));
    }

    @Test
    void exit_codes_come_through() {
        node.create(JAVA, List.of());

        assertThat(node.run(List.of("sh", "-c", "exit 7"), LIMIT).exit()).isEqualTo(7);
    }

    @Test
    void a_node_that_cannot_be_made_says_why() throws IOException {
        Files.delete(state.packages());

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> node.create(JAVA, List.of()))
                .hasMessageStartingWith("node 'node-1' cannot be made: mount:");
    }

    private String reached(String address) {
        return node.run(List.of("bash", "-c", "echo >" + address), LIMIT).output();
    }

    private String out(String... argv) {
        Commands.Finished finished = node.run(List.of(argv), LIMIT);
        assertThat(finished.succeeded()).as(finished.output()).isTrue();
        return finished.output();
    }

    private static List<String> mounts() throws IOException {
        return Files.readAllLines(Path.of("/proc/mounts"));
    }
}
