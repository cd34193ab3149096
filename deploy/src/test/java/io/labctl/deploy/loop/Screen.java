package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** labctl in a terminal of tmux(1), which knows what a person would see in it. */
final class Screen implements AutoCloseable {
    private static final String PANE = "test";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Rehearsal rehearsal;
    private final String socket = "labctl-" + UUID.randomUUID();

    private Screen(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** One with 80 columns and 24 rows in which labctl runs with these words. */
    static Screen of(Rehearsal rehearsal, String... words) {
        var screen = new Screen(rehearsal);
        var command =
                new ArrayList<>(
                        List.of("new-session", "-d", "-s", PANE, "-x", "80", "-y", "24", "--"));
        command.addAll(
                List.of(
                        "sh",
                        "-c",
                        "\"$@\"; echo \"exit $?\"; exec cat",
                        "sh",
                        Rehearsal.labctl()));
        command.addAll(List.of(words));
        screen.tmux(command.toArray(String[]::new)).succeeded();
        return screen;
    }

    /** Text as it is typed, then keys by tmux's names for them. */
    Screen types(String text, String... keys) {
        tmux("send-keys", "-t", PANE, "-l", "--", text).succeeded();
        return presses(keys);
    }

    Screen presses(String... keys) {
        for (String each : keys) {
            tmux("send-keys", "-t", PANE, each).succeeded();
        }
        return this;
    }

    Screen isDrawnTo(int columns, int rows) {
        tmux(
                        "resize-window",
                        "-t",
                        PANE,
                        "-x",
                        Integer.toString(columns),
                        "-y",
                        Integer.toString(rows))
                .succeeded();
        return this;
    }

    /** Waits until a line like this stands on it. */
    Screen shows(String regex) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text()).containsPattern("(?m)" + regex));
        return this;
    }

    /** Waits until no line like this stands on it any more. */
    Screen shownNoLonger(String regex) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text()).doesNotContainPattern("(?m)" + regex));
        return this;
    }

    private String text() {
        return tmux("capture-pane", "-p", "-t", PANE).succeeded().out();
    }

    private Running.Ended tmux(String... words) {
        var command = new ArrayList<>(List.of("tmux", "-u", "-f", "/dev/null", "-L", socket));
        command.addAll(List.of(words));
        return rehearsal.start(command).end();
    }

    @Override
    public void close() {
        tmux("kill-server");
    }
}
