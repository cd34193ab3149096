package io.labctl.master.worker;

import io.labctl.catalog.wire.WireJson;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Loses some workers, and says which processes there still are besides itself then. */
final class LosingWorkers {
    private static final int MANY = 3;

    private LosingWorkers() {}

    public static void main(String[] args) throws NoWorker {
        Sandbox sandbox = TestWorkers.sandbox();
        for (int i = 0; i < MANY; i++) {
            Worker.start(
                            sandbox,
                            ModuleWorker.class,
                            WireJson.mapper(),
                            new SecureRandom(),
                            new ModuleCosts())
                    .close();
        }
        try {
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> others().isEmpty());
        } catch (ConditionTimeoutException _) {
            // Then they are told.
        }
        System.out.println(MANY + " lost, left: " + others());
    }

    /** Zombies are among them. */
    private static List<Long> others() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != ProcessHandle.current().pid())
                .toList();
    }
}
