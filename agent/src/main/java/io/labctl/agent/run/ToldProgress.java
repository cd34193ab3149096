package io.labctl.agent.run;

import io.labctl.agent.apply.Progress;
import io.labctl.catalog.report.ResourceReport;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells whoever follows the run, and keeps what is done for when the run has to end early. */
final class ToldProgress implements Progress {
    private final Queue<ResourceReport> done;
    private final RunListener listener;
    private final RunNotes notes;
    private final boolean noop;
    private final int all;
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean runEnding;
    private volatile boolean runOver;

    /** Of that many resources. */
    ToldProgress(
            Queue<ResourceReport> done,
            RunListener listener,
            RunNotes notes,
            boolean noop,
            int all) {
        this.done = done;
        this.listener = listener;
        this.notes = notes;
        this.noop = noop;
        this.all = all;
    }

    @Override
    public void done(ResourceReport resource) {
        done.add(resource);
        listener.resource(resource, noop);
        listener.progress(count.incrementAndGet(), all);
    }

    /** Before the thread is interrupted. */
    void runEnds() {
        runEnding = true;
    }

    @Override
    public boolean isRunEnding() {
        return runEnding;
    }

    /** It was left, and whatever it still does is of no run. */
    void runIsOver() {
        runOver = true;
    }

    @Override
    public boolean isRunOver() {
        return runOver;
    }

    @Override
    public void warning(String sentence) {
        notes.warning(sentence);
    }
}
