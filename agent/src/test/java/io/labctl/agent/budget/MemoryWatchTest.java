package io.labctl.agent.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.machine.OwnMemory;
import io.labctl.agent.state.Remembered;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.wire.WireJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryWatchTest {
    @TempDir private Path folder;
    private Remembered<Restart> noted;
    private MemoryWatch watch;

    @BeforeEach
    void makeWatch() throws Exception {
        Files.writeString(folder.resolve("status"), "VmRSS:\t  204800 kB\n");
        noted = new Remembered<>(folder.resolve("restart.json"), Restart.class, WireJson.mapper());
        watch =
                new MemoryWatch(
                        new Budget(Optional.of(MemorySize.parse("100MiB")), Optional.empty()),
                        new OwnUse(folder),
                        new OwnMemory(),
                        noted,
                        new Timekeeper(Clock.systemUTC(), System::nanoTime));
    }

    @Test
    void a_start_anew_is_told() {
        assertThat(watch.isOver()).isTrue();
        assertThat(watch.untold()).hasValueSatisfying(said -> assertThat(said).contains("200MiB"));
    }

    @Test
    void one_that_did_not_come_about_is_not() {
        assertThat(watch.isOver()).isTrue();

        watch.notAnew();

        assertThat(watch.untold()).isEmpty();
        assertThat(folder.resolve("restart.json")).doesNotExist();
    }

    @Test
    void the_one_before_it_stays_noted() throws Exception {
        var before = new Restart(Instant.now().minus(Duration.ofHours(2)), "long ago", true);
        noted.write(before);
        assertThat(watch.isOver()).isTrue();

        watch.notAnew();

        assertThat(noted.read()).contains(before);
    }
}
