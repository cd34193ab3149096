package io.labctl.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TearDownTest {
    @TempDir private Path folder;

    @Test
    void a_damaged_config_does_not_keep_the_state_on_disk() throws IOException {
        var state = new StateFolder(folder.resolve("state"));
        state.create();
        Path config = Files.writeString(folder.resolve("config.yaml"), "contexts: [");
        var tearDown =
                new TearDown(
                        state,
                        new Cables(new Commands(), state),
                        config,
                        Timekeeper.ofThisMachine(Clock.systemUTC()),
                        _ -> {});

        assertThatThrownBy(tearDown::takeDown)
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith(
                        "the rehearsal is down, but its context is still in the config: ")
                .hasMessageContaining("config.yaml");
        assertThat(state.root()).doesNotExist();
        assertThat(config).hasContent("contexts: [");
    }
}
