package io.labctl.agent.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.wire.WireJson;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RunLockIT {
    @TempDir Path folder;

    @Test
    @Timeout(60)
    void another_process_is_named_also_before_it_has_signed_and_its_kill_frees_the_lock()
            throws Exception {
        Path file = folder.resolve("run.lock");
        var lock =
                new RunLock(
                        file,
                        () -> Holder.self("this test"),
                        KernelLocks.ofThisMachine(),
                        WireJson.mapper());
        Process other =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LockHolderProgram.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("Taken");

            var held = (RunLock.HeldBy) lock.take();
            assertThat(held.toString()).contains("pid " + other.pid(), "another run");
            assertThat(lock.holder().orElseThrow().pid()).isEqualTo(other.pid());

            Files.write(file, new byte[0]);
            assertThat(((RunLock.HeldBy) lock.take()).toString())
                    .contains("pid " + other.pid(), "has just begun");

            other.destroyForcibly().waitFor();
            assertThat(lock.holder()).isEmpty();
            assertThat(lock.take()).isInstanceOf(RunLock.Taken.class);
        } finally {
            other.destroyForcibly().waitFor();
        }
    }
}
