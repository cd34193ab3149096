package io.labctl.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedProcessIT {
    @TempDir private Path folder;

    @Test
    void a_process_writes_down_itself_and_is_stopped_by_that_record() throws Exception {
        Path file = folder.resolve("sleeper");
        Process sleeper = started(file);
        await().until(() -> RecordedProcess.readFrom(file).isPresent());
        RecordedProcess recorded = RecordedProcess.readFrom(file).orElseThrow();

        assertThat(recorded.pid()).isEqualTo(sleeper.pid());
        assertThat(recorded.runs()).isTrue();
        recorded.kill(Timekeeper.ofThisMachine(Clock.systemUTC()));

        assertThat(recorded.runs()).isFalse();
    }

    @Test
    void another_process_that_got_the_same_id_is_left_alone() throws Exception {
        Process sleeper = started(folder.resolve("sleeper"));
        long startedAt = RecordedProcess.of(sleeper.pid()).orElseThrow().startTicks();

        new RecordedProcess(sleeper.pid(), startedAt + 1)
                .kill(Timekeeper.ofThisMachine(Clock.systemUTC()));

        assertThat(sleeper.isAlive()).isTrue();
        sleeper.destroyForcibly().waitFor();
    }

    @Test
    void a_record_that_was_cut_short_is_no_record() throws Exception {
        Path file = folder.resolve("cut");
        Files.writeString(file, "123");

        assertThat(RecordedProcess.readFrom(file)).isEmpty();
    }

    private static Process started(Path file) throws Exception {
        return new Commands()
                .detached(
                        Scripts.recorded(file, List.of("sleep", "60")),
                        Map.of(),
                        ProcessBuilder.Redirect.DISCARD);
    }
}
