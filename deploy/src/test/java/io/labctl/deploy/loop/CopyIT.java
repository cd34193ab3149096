package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files that come to a server which nobody can connect to, and from it. */
class CopyIT {
    @RegisterExtension static final StandingRehearsal standing = new StandingRehearsal(1);

    /** Kind, mode, time in seconds, size of a file and where a link leads. */
    private static final String LIST =
            "cd \"$0\" && find . -type d -printf '%P %y %m %Ts\\n' -o -type l -printf '%P %y %l\\n'"
                    + " -o -printf '%P %y %m %Ts %s\\n' | LC_ALL=C sort";

    private static final String SUMS =
            "cd \"$0\" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum";

    private final Rehearsal rehearsal = standing.rehearsal();
    private final Node node = rehearsal.node(1);

    @TempDir Path here;

    @BeforeEach
    void the_daemon_runs() {
        node.startAgent("run");
        await().until(() -> node.agent("status").out().contains("open since"));
        node.run("mkdir", "-p", "/srv/cp").succeeded();
    }

    @AfterEach
    void it_is_stopped() {
        node.run("rm", "-rf", "/srv/cp").succeeded();
        node.stopDaemon();
    }

    @Test
    void a_tree_comes_there_and_back_bit_for_bit() {
        String tree = here.resolve("tree").toString();
        sh(
                """
                mkdir -p "$0/sub/empty" && cd "$0"
                dd if=/dev/urandom of=big bs=1M count=20 2>/dev/null
                printf words > "sub/grün & x"
                printf x > "sub/$(printf 'gr\\374n')"
                printf x > "$(printf '%0180d' 1)"
                ln -s ../nowhere sub/link
                chmod 640 big; chmod 4755 "sub/grün & x"; chmod 1777 sub; chmod 500 sub/empty
                touch -h -d '2020-02-29T12:34:56Z' big sub/* sub
                """,
                tree);

        cp(tree, "server/node-1:/srv/cp").succeeded();
        cp("server/node-1:/srv/cp/tree", here + "/back").succeeded();

        String sums = sh(SUMS, tree);
        String list = sh(LIST, tree).replace(" f 4755 ", " f 755 ");
        assertThat(sums.lines()).hasSize(4);
        assertThat(on("sh", "-c", SUMS, "/srv/cp/tree")).isEqualTo(sums);
        assertThat(on("sh", "-c", LIST, "/srv/cp/tree")).isEqualTo(list);
        assertThat(sh(SUMS, here + "/back")).isEqualTo(sums);
        assertThat(sh(LIST, here + "/back")).isEqualTo(list);
        assertThat(on("stat", "-c", "%U:%G", "/srv/cp/tree/big")).isEqualTo("root:root\n");
    }

    @Test
    void a_gibibyte_comes_there_and_back_and_nobody_keeps_it_in_memory() throws IOException {
        String file = here + "/large";
        sh("dd if=/dev/urandom of=\"$0\" bs=1M count=1024 2>/dev/null", file);
        var before = Peaks.of(rehearsal, node);

        patiently("cp", file, "server/node-1:/srv/cp/");
        patiently("cp", "server/node-1:/srv/cp/large", here + "/back");

        sh("cmp \"$0\" \"${0%large}back\"", file);
        before.hardlyGrew();
    }

    private void patiently(String... words) {
        Running running = rehearsal.start(words);
        await().atMost(Duration.ofMinutes(10)).until(() -> !running.runs());
        running.end().succeeded();
    }

    @Test
    void a_policy_as_the_reference_has_it_lets_files_pass() throws IOException {
        String motd = Files.writeString(here.resolve("motd"), "here").toString();
        node.write("/etc/lab-agent/policy.yaml", "commands: [/usr/bin/uptime]\n");
        try {
            assertThat(cp(motd, "server/node-1:/srv/cp").err()).contains("policy");

            node.write("/etc/lab-agent/policy.yaml", "commands: ['/usr/bin/sh *']\n");

            cp(motd, "server/node-1:/srv/cp").succeeded();
            cp("server/node-1:/srv/cp/motd", here + "/back").succeeded();
            assertThat(here.resolve("back")).hasContent("here");
        } finally {
            node.run("rm", "/etc/lab-agent/policy.yaml").succeeded();
        }
    }

    @Test
    void the_target_is_a_folder_or_a_new_name() throws IOException {
        String motd = Files.writeString(here.resolve("motd"), "here").toString();
        node.run("mkdir", "/srv/cp/folder").succeeded();

        cp(motd, "server/node-1:/srv/cp/folder").succeeded();
        cp(motd, "server/node-1:/srv/cp/new").succeeded();
        cp("server/node-1:/srv/cp/new", here + "/came").succeeded();

        assertThat(node.read("/srv/cp/folder/motd")).isEqualTo("here");
        assertThat(node.read("/srv/cp/new")).isEqualTo("here");
        assertThat(here.resolve("came")).hasContent("here");
        assertThat(cp(motd, "server/node-1:/srv/no/new"))
                .isEqualTo(refused(3, "server 'node-1': no such folder '/srv/no'"));
        assertThat(cp("server/node-1:/srv/no", here.toString()))
                .isEqualTo(refused(3, "server 'node-1': '/srv/no': No such file or directory"));
    }

    @Test
    void it_is_read_and_written_as_who_is_told() throws IOException {
        String motd = Files.writeString(here.resolve("motd"), "here").toString();
        node.run("chown", "nobody", "/srv/cp").succeeded();
        node.write("/root/secret", "not for you");
        node.run("chmod", "600", "/root/secret").succeeded();

        cp("--user", "nobody", motd, "server/node-1:/srv/cp/").succeeded();

        assertThat(on("stat", "-c", "%U", "/srv/cp/motd")).isEqualTo("nobody\n");
        assertThat(cp("--user", "nobody", motd, "server/node-1:/root/"))
                .isEqualTo(refused(1, "server 'node-1': '/root/': Permission denied"));
        assertThat(cp("--user", "nobody", "server/node-1:/root/secret", here.toString()).exit())
                .isEqualTo(1);
        assertThat(here.resolve("secret")).doesNotExist();
    }

    @Test
    void a_disk_that_is_full_keeps_the_old_file() throws IOException {
        node.run("mount", "-t", "tmpfs", "-o", "size=4m", "none", "/srv/cp").succeeded();
        try {
            node.write("/srv/cp/big", "old");
            sh("dd if=/dev/zero of=\"$0\" bs=1M count=8 2>/dev/null", here + "/big");

            Running.Ended ended = cp(here + "/big", "server/node-1:/srv/cp/big");

            assertThat(ended.exit()).isEqualTo(1);
            assertThat(ended.err()).startsWith("labctl: server 'node-1': big: ").hasLineCount(1);
            assertThat(ended.err()).containsAnyOf("disk takes no more", "No space left");
            assertThat(node.read("/srv/cp/big")).isEqualTo("old");
            assertThat(on("ls", "-A", "/srv/cp")).isEqualTo("big\n");
        } finally {
            node.run("umount", "/srv/cp").succeeded();
        }
    }

    @Test
    void one_that_is_told_to_stop_leaves_nothing_there() {
        sh("truncate -s 20G \"$0\"", here + "/big");
        node.write("/srv/cp/big", "old");
        Running running = rehearsal.start("cp", here + "/big", "server/node-1:/srv/cp/big");
        await().until(() -> on("sh", "-c", "du -s /srv/cp/.l*/big || echo 0").compareTo("1") > 0);

        Running.Ended ended = running.stop();

        assertThat(ended.exit()).as(ended.said()).isEqualTo(143);
        assertThat(on("ls", "-A", "/srv/cp")).isEqualTo("big\n");
        assertThat(node.read("/srv/cp/big")).isEqualTo("old");
    }

    @Test
    void one_that_is_told_to_stop_leaves_nothing_here() throws IOException {
        Files.writeString(here.resolve("big"), "old");
        node.run("truncate", "-s", "20G", "/srv/cp/big").succeeded();
        Running running = rehearsal.start("cp", "server/node-1:/srv/cp/big", here.toString());
        await().until(
                        () ->
                                !sh("find \"$0\" -path '*/.labctl-cp-*/big' -size +1M", here)
                                        .isEmpty());

        Running.Ended ended = running.stop();

        assertThat(ended.exit()).as(ended.said()).isEqualTo(143);
        try (Stream<Path> all = Files.list(here)) {
            assertThat(all).containsExactly(here.resolve("big"));
        }
        assertThat(here.resolve("big")).hasContent("old");
        assertThat(node.run("pgrep", "-x", "tar").exit()).isEqualTo(1);
    }

    @Test
    void a_caller_who_is_gone_for_good_leaves_nothing_there() {
        sh("truncate -s 20G \"$0\"", here + "/big");
        Running running = rehearsal.start("cp", here + "/big", "server/node-1:/srv/cp/");
        await().until(() -> on("sh", "-c", "du -s /srv/cp/.l*/big || echo 0").compareTo("1") > 0);

        running.kill();

        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(on("ls", "-A", "/srv/cp")).isEmpty());
    }

    private Running.Ended cp(String... words) {
        var all = new ArrayList<>(List.of("cp"));
        all.addAll(List.of(words));
        return rehearsal.labctl(all.toArray(String[]::new));
    }

    private static Running.Ended refused(int exit, String sentence) {
        return new Running.Ended(exit, "", "labctl: " + sentence + "\n");
    }

    private String on(String... argv) {
        return node.run(argv).succeeded().out();
    }

    private String sh(String script, Object folder) {
        return rehearsal
                .start(List.of("sh", "-c", script, folder.toString()))
                .end()
                .succeeded()
                .out();
    }
}
