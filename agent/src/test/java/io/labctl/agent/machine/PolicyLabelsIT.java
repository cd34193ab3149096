package io.labctl.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.node.ThrowAwayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program in restorecon's place that notes what it is told, on a kernel without SELinux. */
class PolicyLabelsIT {
    @TempDir private Path folder;
    private ThrowAwayNode node;
    private PolicyLabels labels;
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        node = ThrowAwayNode.start(folder);
        labels = new PolicyLabels(node.machine().root(), node.machine().commands(), true);
    }

    @AfterEach
    void end() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void the_program_is_told_the_paths_as_the_machine_knows_them() throws IOException {
        restorecon("echo \"$@\" > /srv/told");

        make("/srv/a b");
        labels.set(warnings::add);

        assertThat(inside("cat /srv/told")).isEqualTo("-i -F /srv/a b\n");
        assertThat(warnings).isEmpty();
        assertThat(labels.areDue()).isFalse();
    }

    @Test
    void what_it_says_when_it_fails_is_told_with_the_path() throws IOException {
        restorecon("echo 'Operation not supported' >&2; exit 255");

        make("/srv/a");
        labels.set(warnings::add);

        assertThat(warnings)
                .containsExactly(
                        "SELinux label of '/srv/a' not set: restorecon exited 255: Operation not"
                                + " supported");
    }

    private void make(String path) throws IOException {
        try (var _ = labels.watch(() -> List.of(path))) {
            Files.writeString(node.machine().root().at(path), "x");
        }
    }

    private void restorecon(String line) throws IOException {
        String program = "/usr/local/sbin/restorecon";
        inside(
                "printf '%%s\\n' '#!/bin/sh' \"$0\" > %1$s; chmod 0755 %1$s".formatted(program),
                line);
    }

    private String inside(String script, String... arguments) throws IOException {
        var argv = new ArrayList<>(List.of("/bin/sh", "-c", script));
        argv.addAll(List.of(arguments));
        return node.machine().commands().require(Command.of(argv, Duration.ofMinutes(1)));
    }
}
