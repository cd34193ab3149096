package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Programs that draw on a terminal, on a server that nobody can connect to. */
class TerminalIT {
    @RegisterExtension static final StandingRehearsal standing = new StandingRehearsal(1, "tmux");

    private final Rehearsal rehearsal = standing.rehearsal();
    private final Node node = rehearsal.node(1);

    @BeforeEach
    void the_daemon_runs() {
        node.startAgent("run");
        await().until(() -> node.agent("status").out().contains("open since"));
    }

    @AfterEach
    void it_is_stopped() {
        node.stopDaemon();
    }

    @Test
    void a_shell_has_its_prompt_its_jobs_and_its_window() {
        try (Screen screen = there("bash", "--norc")) {
            screen.shows("bash-.*#$").types("echo $((6*7)) grün", "Enter").shows("^42 grün$");
            screen.types("stty size", "Enter").shows("^24 80$");
            screen.isDrawnTo(100, 30).types("stty size", "Enter").shows("^30 100$");
            screen.types("sleep 4714 && echo not so", "Enter").shows("sleep 4714");
            await().until(() -> node.run("pgrep", "-f", "sleep 4714").exit() == 0);

            screen.presses("C-c").types("echo status $?", "Enter").shows("^status 130$");
            screen.types("sleep 4715 &", "Enter").shows("^\\[1\\]");
            screen.types("kill %1; wait", "Enter").shows("Terminated");
            screen.presses("C-d").shows("^exit 0$");
        }
    }

    @Test
    void an_editor_draws_its_screen_and_writes_its_file() {
        assumeTrue(Means.installed("vim"), "vim is not installed");
        try (Screen screen = there("vim", "-u", "NONE", "-N", "/root/letter")) {
            screen.shows("^~").shows("letter.*\\[New\\]");

            screen.types("iDear all").shows("^Dear all");
            screen.presses("Escape").types(":wq", "Enter").shows("^exit 0$").shownNoLonger("^~");
        }
        assertThat(node.read("/root/letter")).isEqualTo("Dear all\n");
    }

    @Test
    void a_pager_turns_its_pages_and_gives_the_screen_back() {
        assumeTrue(Means.installed("less"), "less is not installed");
        try (Screen screen = there("sh", "-c", "echo before; seq 1 100 > /root/n; less /root/n")) {
            screen.shows("^23$").types(" ").shows("^46$").shownNoLonger("^23$");

            screen.types("q").shows("^exit 0$").shows("^before$").shownNoLonger("^46$");
        }
    }

    @Test
    void a_program_that_redraws_itself_goes_on_until_it_is_told() {
        assumeTrue(Means.installed("top"), "top is not installed");
        try (Screen screen = there("top", "-d", "0.5")) {
            screen.shows("load average").shows("PID +USER");

            screen.types("q").shows("^exit 0$");
        }
    }

    @Test
    void one_that_hears_nothing_is_left_by_a_tilde_and_a_dot() {
        try (Screen screen = there("sh", "-c", "trap '' INT; echo deaf; sleep 4716")) {
            screen.shows("^deaf$").presses("C-c", "Enter").types("~.").shows("^exit 130$");
        }
        await().until(() -> node.run("pgrep", "-f", "sleep 4716").exit() == 1);
    }

    private Screen there(String... command) {
        var words = new ArrayList<>(List.of("exec", "-it", "server/node-1", "--"));
        words.addAll(List.of(command));
        return Screen.of(rehearsal, words.toArray(String[]::new));
    }
}
