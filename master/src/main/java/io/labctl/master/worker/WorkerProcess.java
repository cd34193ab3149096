package io.labctl.master.worker;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The process of a sandbox, and how it ends. */
final class WorkerProcess {
    private static final Duration ENDING = Duration.ofSeconds(1);

    private final Process sandbox;

    WorkerProcess(Process sandbox) {
        this.sandbox = sandbox;
    }

    boolean isAlive() {
        return sandbox.isAlive();
    }

    /**
     * Kills what runs inside, with which the sandbox ends: it waits for it, as somebody has to. The
     * other way round the first process inside would be left to process 1, and where that is labd,
     * as in a container, to nobody.
     */
    void stop() {
        List<ProcessHandle> inside = sandbox.children().toList();
        inside.forEach(ProcessHandle::destroyForcibly);
        if (inside.isEmpty()) {
            sandbox.destroyForcibly();
        } else {
            var _ =
                    sandbox.onExit()
                            .orTimeout(ENDING.toMillis(), TimeUnit.MILLISECONDS)
                            .exceptionally(_ -> sandbox.destroyForcibly());
        }
    }

    /**
     * What it ended with, for which this waits a moment; empty when it did not end, and so was
     * stopped.
     */
    OptionalInt exit() {
        boolean isOver =
                sandbox.onExit()
                        .thenApply(_ -> true)
                        .completeOnTimeout(false, ENDING.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
        if (isOver) {
            return OptionalInt.of(sandbox.exitValue());
        }
        stop();
        var _ = sandbox.onExit().join();
        return OptionalInt.empty();
    }
}
