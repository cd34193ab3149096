package io.labctl.agent.lock;

import io.labctl.catalog.wire.WireJson;
import java.nio.file.Path;

/** Takes the lock, says so, and holds it until its input ends or it is killed. */
final class LockHolderProgram {
    private LockHolderProgram() {}

    public static void main(String[] args) throws Exception {
        var lock =
                new RunLock(
                        Path.of(args[0]),
                        () -> Holder.self("another run"),
                        KernelLocks.ofThisMachine(),
                        WireJson.mapper());
        RunLock.Attempt attempt = lock.take();
        System.out.println(attempt instanceof RunLock.HeldBy other ? "HeldBy " + other : "Taken");
        int ended = System.in.read();
        System.exit(ended < 0 ? 0 : 1);
    }
}
