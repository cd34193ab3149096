package io.labctl.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThisProcessTest {
    private static final String MAIN = "io.labctl.agent.LabAgent";
    private static final List<String> OLD =
            List.of(
                    "/opt/a/runtime/bin/java",
                    "-cp",
                    "labctl-agent-1.0.jar",
                    MAIN,
                    "run",
                    "--noop");

    @Test
    void its_script_knows_the_files_of_a_version_that_came_meanwhile() {
        assertThat(ThisProcess.again(OLD, MAIN, Optional.of(Path.of("/opt/a"))))
                .containsExactly("/opt/a/bin/lab-agent", "run", "--noop");
    }

    @Test
    void what_was_started_without_a_script_is_started_as_it_was() {
        assertThat(ThisProcess.again(OLD, MAIN, Optional.empty())).isEqualTo(OLD);
        assertThat(ThisProcess.again(OLD, "other.Main", Optional.of(Path.of("/opt/a"))))
                .isEqualTo(OLD);
    }

    @Test
    void what_is_to_end_is_not_started_anew() throws IOException {
        ThisProcess.startAnew(MAIN, () -> true); // and comes back
    }
}
