package io.labctl.master.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of many callers written together: whoever comes while a write is under way waits, and what
 * has gathered meanwhile is written in one go by the first of those who waited. One caller alone
 * waits for nobody; a busy labd makes one journey to the database for many callers.
 *
 * @param <T> a row
 */
public final class GroupCommit<T> {
    private final Consumer<List<T>> writer;
    private final ConcurrentLinkedQueue<Waiting<T>> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock(true);

    /**
     * Writes nothing yet.
     *
     * @param writer writes all rows that it is given, or throws; then some of them may be written,
     *     and writing these once more must do no harm
     */
    public GroupCommit(Consumer<List<T>> writer) {
        this.writer = writer;
    }

    /** One caller's row; the fields are guarded by the lock. */
    private static final class Waiting<T> {
        private final T row;
        private boolean done;
        private @Nullable Throwable failure;

        private Waiting(T row) {
            this.row = row;
        }
    }

    /**
     * Returns when the row is written; throws what its write threw. Every row in the same write
     * throws the same.
     */
    public void write(T row) {
        var mine = new Waiting<>(row);
        queue.add(mine);
        turn.lock();
        try {
            if (!mine.done) {
                writeTogether(gathered());
            }
        } finally {
            turn.unlock();
        }
        switch (mine.failure) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable other ->
                    throw new IllegalStateException("a writer throws no such", other);
        }
    }

    private List<Waiting<T>> gathered() {
        var rows = new ArrayList<Waiting<T>>();
        for (Waiting<T> next = queue.poll(); next != null; next = queue.poll()) {
            rows.add(next);
        }
        return rows;
    }

    private void writeTogether(List<Waiting<T>> rows) {
        Throwable failure = null;
        try {
            writer.accept(rows.stream().map(each -> each.row).toList());
        } catch (RuntimeException | Error e) {
            failure = e; // told to every caller, who else would take the row for written
        }
        for (Waiting<T> each : rows) {
            each.failure = failure;
            each.done = true;
        }
    }
}
