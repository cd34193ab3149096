package io.labctl.cli.terminal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Hands one process's signals to many commands; who comes later is told at once what has been told
 * before. For many threads.
 */
public final class SharedInterrupts implements Interrupts {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Consumer<Interrupt>> listening = new LinkedHashSet<>();
    private final List<Interrupt> told = new ArrayList<>();

    @Override
    public Listening listen(Consumer<Interrupt> one) {
        lock.lock();
        try {
            listening.add(one);
            told.forEach(each -> tell(one, each));
        } finally {
            lock.unlock();
        }
        return () -> remove(one);
    }

    private void remove(Consumer<Interrupt> one) {
        lock.lock();
        try {
            listening.remove(one);
        } finally {
            lock.unlock();
        }
    }

    public void tell(Interrupt interrupt) {
        lock.lock();
        try {
            told.add(interrupt);
            listening.forEach(one -> tell(one, interrupt));
        } finally {
            lock.unlock();
        }
    }

    /** None waits until another has done what it does about it. */
    private static void tell(Consumer<Interrupt> one, Interrupt interrupt) {
        Thread.ofVirtual().start(() -> one.accept(interrupt));
    }

    public boolean isInterrupted() {
        lock.lock();
        try {
            return !told.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
