package io.labctl.agent.session;

import static java.util.Objects.requireNonNull;

import io.labctl.agent.machine.Program;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.session.Outbox;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkItem;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session and its command. Safe for use by many threads.
 *
 * <pre>
 * taken --labd has the receipt--> running --the command has ended--> ended --labd knows it--> told
 *   |'----it cannot be started, or is not to be any more--------------^                        ^
 *   '-----labd leaves it to somebody else, or to nobody----------------------------------------'
 * </pre>
 */
final class LiveSession {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

    /** What is kept of the output until it has arrived. */
    private static final long WINDOW = 1024 * 1024;

    private final WorkItem item;
    private final Action.Session order;
    private final Outbox outbox;
    private final Inbox unread = Inbox.closed();
    private final CompletableFuture<WorkEnd> wish = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private @Nullable RunningCommand command;
    private @Nullable WorkEnd end;
    private boolean isCalled;
    private boolean isTold;
    private boolean isGivenUp;

    LiveSession(WorkItem item, Action.Session order) {
        this.item = item;
        this.order = order;
        this.outbox =
                new Outbox(
                        WINDOW,
                        order.outlivesItsCaller() ? Outbox.Overflow.DROP : Outbox.Overflow.WAIT);
    }

    UUID id() {
        return item.id();
    }

    WorkItem item() {
        return item;
    }

    boolean isDetached() {
        return order.detached();
    }

    boolean outlivesItsCaller() {
        return order.outlivesItsCaller();
    }

    /** Whether it comes to its own end, though labd may have given it up. */
    boolean isFinishedAnyway() {
        return order.task().outlivesItsCaller();
    }

    Outbox outbox() {
        return outbox;
    }

    /** Whether all of its output has arrived that there is now. */
    boolean hasBeenRead() throws InterruptedException {
        return outbox.awaitArrival(Duration.ZERO);
    }

    /** That of its command; one that takes nothing when that was never started. */
    Inbox inbox() {
        RunningCommand running = locked(() -> command);
        return running == null ? unread : running.inbox();
    }

    /** Starts its command; false when that cannot be, which is its end then. */
    boolean start(SessionMachine machine) {
        SessionJournal journal = machine.journal();
        if (wish.isDone()) {
            ended(wish.join(), journal);
            return false;
        }
        try {
            Program program = machine.tasks().start(id(), order.task());
            var running =
                    new RunningCommand(program, order.task(), machine.limits(), machine.waiting());
            running.noted().ifPresent(leader -> journal.started(id(), leader));
            change(() -> command = running);
            return true;
        } catch (LabException | IOException e) {
            ended(NotDone.because(e), journal);
        } catch (RuntimeException | Error e) {
            broken(e, journal);
        }
        return false;
    }

    /** Waits for the end of its command, with all that it wrote. */
    void watch(SessionJournal journal) throws InterruptedException {
        RunningCommand running = requireNonNull(locked(() -> command));
        try {
            ended(running.end(outbox, wish), journal);
        } catch (RuntimeException | Error e) {
            broken(e, journal);
        }
    }

    private void broken(Throwable e, SessionJournal journal) {
        LOG.atError().setCause(e).addKeyValue("session", id()).log("session broke off");
        ended(new WorkEnd.Failed("unexpected error: " + e), journal);
    }

    private void ended(WorkEnd how, SessionJournal journal) {
        journal.ended(id(), how);
        change(() -> end = how);
        outbox.close();
        LOG.atInfo()
                .addKeyValue("session", id())
                .addKeyValue("end", WorkEnd.word(how))
                .log("session ended");
    }

    /** Empty as long as it is not known. */
    Optional<WorkEnd> end() {
        return Optional.ofNullable(locked(() -> end));
    }

    /** Its command is to end now, and not by itself. */
    void end(WorkEnd how) {
        wish.complete(how);
    }

    /** Whether labd may think that it is here. */
    boolean isAlive() {
        return locked(() -> !isTold && (command != null || end != null));
    }

    boolean isTold() {
        return locked(() -> isTold);
    }

    void told() {
        change(() -> isTold = true);
    }

    /** Somebody has come to it. */
    void call() {
        change(() -> isCalled = true);
    }

    /** Whoever has come until now is being answered. */
    void answerCall() {
        change(() -> isCalled = false);
    }

    boolean isGivenUp() {
        return locked(() -> isGivenUp);
    }

    /** Nobody needs to come any more. */
    void giveUp() {
        change(() -> isGivenUp = true);
    }

    /**
     * Waits until somebody has come, its end is known since, or it has ended and is given up.
     *
     * @return whether somebody has come
     */
    boolean awaitCall(Duration limit) throws InterruptedException {
        long nanos = limit.toNanos();
        lock.lockInterruptibly();
        try {
            WorkEnd before = end;
            while (!isCalled && !isOver() && Objects.equals(end, before) && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return isCalled && !isOver();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is known how its command ended; it may have to be told to. */
    void awaitEnd() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (end == null) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() {
        return isGivenUp && end != null;
    }

    private void change(Runnable how) {
        locked(
                () -> {
                    how.run();
                    changed.signalAll();
                    return true;
                });
    }

    private <T extends @Nullable Object> T locked(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }
}
