package io.labctl.agent.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.wire.WireJson;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir Path folder;

    @Test
    void who_holds_the_lock_is_told_while_it_is_held() throws Exception {
        RunLock lock = lock();

        try (var _ = (RunLock.Taken) lock.take()) {
            assertThat(lock.holder()).contains(Holder.self("a test"));
        }

        assertThat(lock.holder()).isEmpty();
    }

    @Test
    void it_is_not_taken_twice_by_one_process() throws Exception {
        RunLock lock = lock();

        try (var _ = (RunLock.Taken) lock.take()) {
            assertThat(lock.take()).isInstanceOf(RunLock.HeldBy.class);
        }

        assertThat(lock.take()).isInstanceOf(RunLock.Taken.class);
    }

    @Test
    void what_a_dead_process_wrote_holds_nothing() throws Exception {
        var self = Holder.self("gone");
        var gone = new Holder(self.pid(), self.since().minusSeconds(60), "gone");
        Files.writeString(folder.resolve("run.lock"), WireJson.mapper().writeValueAsString(gone));

        assertThat(lock().holder()).isEmpty();
    }

    private RunLock lock() {
        return new RunLock(
                folder.resolve("run.lock"),
                () -> Holder.self("a test"),
                KernelLocks.ofThisMachine(),
                WireJson.mapper());
    }
}
