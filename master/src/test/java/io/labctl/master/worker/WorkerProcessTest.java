package io.labctl.master.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WorkerProcessTest {
    @Test
    void one_that_has_ended_tells_its_exit_code() throws IOException {
        Process process = new ProcessBuilder("sh", "-c", "exit 7").start();

        assertThat(new WorkerProcess(process).exit()).hasValue(7);
    }

    @Test
    void one_that_does_not_end_is_stopped_and_has_no_exit_code() throws IOException {
        Process process = new ProcessBuilder("sleep", "1000").start();

        assertThat(new WorkerProcess(process).exit()).isEmpty();

        assertThat(process.isAlive()).isFalse();
    }
}
