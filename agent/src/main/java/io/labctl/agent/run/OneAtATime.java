package io.labctl.agent.run;

import io.labctl.agent.lock.RunLock;
import java.io.IOException;

/** Runs only while no other process of this machine does. */
public final class OneAtATime implements Runs {
    private final RunLock lock;
    private final Locked locked;

    public OneAtATime(RunLock lock, Locked locked) {
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
