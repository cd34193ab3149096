package io.labctl.agent.run;

import io.labctl.agent.disable.Disabled;
import io.labctl.agent.disable.OffSwitch;
import io.labctl.agent.lock.RunLock;
import java.io.IOException;
import java.util.Optional;

/** Runs only while no other process of this machine does, and no person forbids it. */
public final class OneAtATime implements Runs {
    private final OffSwitch off;
    private final RunLock lock;
    private final Locked locked;

    public OneAtATime(OffSwitch off, RunLock lock, Locked locked) {
        this.off = off;
        this.lock = lock;
        this.locked = locked;
    }

    /** The run itself; opens what it needs, under the lock. */
    @FunctionalInterface
    public interface Locked {
        RunResult run(RunOrder order, RunListener listener) throws IOException;
    }

    @Override
    public RunResult run(RunOrder order, RunListener listener) throws IOException {
        Optional<Disabled> disabled = off.disabled();
        return disabled.isPresent()
                ? new RunResult.NotAllowed(disabled.get())
                : underLock(order, listener);
    }

    private RunResult underLock(RunOrder order, RunListener listener) throws IOException {
        return switch (taken()) {
            case RunLock.HeldBy holder -> new RunResult.Busy(holder);
            case RunLock.Taken taken -> {
                try (taken) {
                    yield locked.run(order, listener);
                }
            }
        };
    }

    private RunLock.Attempt taken() {
        try {
            return lock.take();
        } catch (IOException e) {
            throw RunBook.notBegun(e);
        }
    }
}
