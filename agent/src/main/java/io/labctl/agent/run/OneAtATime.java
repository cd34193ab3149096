package io.labctl.agent.run;

import io.labctl.agent.disable.Disabled;
import io.labctl.agent.disable.OffSwitch;
import io.labctl.agent.lock.RunLock;
import io.labctl.agent.time.Stop;
import io.labctl.catalog.file.FileTrouble;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs only while no other process of this machine does, and no person forbids it. A run whose
 * worker hangs leaves the lock taken until that has ended: nobody shall change the machine beside
 * it. Later runs of this process go on under the same lock, and say what hangs.
 */
public final class OneAtATime implements Runs {
    private static final Logger LOG = LoggerFactory.getLogger(OneAtATime.class);

    private final OffSwitch off;
    private final RunLock lock;
    private final Workers workers;
    private final Stop stop;
    private final Locked locked;
    private RunLock.@Nullable Taken kept;

    /** Whether the end of the worker that hangs lets it go: asked for once, however many runs. */
    private boolean isAwaited;

    /**
     * None runs yet.
     *
     * @param stop ends them all
     */
    public OneAtATime(OffSwitch off, RunLock lock, Workers workers, Stop stop, Locked locked) {
        this.off = off;
        this.lock = lock;
        this.workers = workers;
        this.stop = stop;
        this.locked = locked;
    }

    /** The run itself; opens what it needs, under the lock. */
    @FunctionalInterface
    public interface Locked {
        RunResult run(RunOrder order, RunListener listener, Stop stop) throws IOException;
    }

    @Override
    public RunResult run(RunOrder order, RunListener listener) throws IOException {
        return run(order, listener, stop);
    }

    /** One that ends early by a stop of its own. */
    RunResult run(RunOrder order, RunListener listener, Stop own) throws IOException {
        Optional<Disabled> disabled = off.disabled();
        return disabled.isPresent()
                ? new RunResult.NotAllowed(disabled.get())
                : underLock(order, listener, own);
    }

    private RunResult underLock(RunOrder order, RunListener listener, Stop own) throws IOException {
        return switch (taken()) {
            case RunLock.HeldBy holder -> new RunResult.Busy(holder);
            case RunLock.Taken taken -> {
                try (Closeable _ = () -> end(taken)) {
                    yield locked.run(order, listener, own);
                }
            }
        };
    }

    private synchronized RunLock.Attempt taken() {
        RunLock.Attempt before = kept;
        if (before != null) {
            kept = null;
            return before;
        }
        try {
            return lock.take();
        } catch (IOException e) {
            throw RunBook.notBegun(e);
        }
    }

    private synchronized void end(RunLock.Taken taken) throws IOException {
        if (!workers.isOneLeft()) {
            taken.close();
            return;
        }
        kept = taken;
        if (!isAwaited) {
            isAwaited = true;
            workers.whenNoneIsLeft(this::letGo);
        }
    }

    /** Unless a later run goes on under it, at whose end it is let go. */
    private synchronized void letGo() {
        isAwaited = false;
        RunLock.Taken taken = kept;
        if (taken == null) {
            return;
        }
        kept = null;
        try {
            taken.close();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", FileTrouble.sentence(e)).log("lock not emptied");
        }
    }
}
