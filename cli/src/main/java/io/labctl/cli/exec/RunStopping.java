package io.labctl.cli.exec;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.cli.terminal.Interrupt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks a run to end, in its clean way, and no more than that: whoever does not wait for it leaves
 * it alone.
 */
final class RunStopping implements Manners {
    /** 128 and the number of SIGPIPE. */
    private static final int UNREAD = 141;

    private final Stopping beforehand;
    private final Talk talk;
    private final Display display;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile boolean begun;

    /**
     * For a run that no agent has yet.
     *
     * @param beforehand what to do until one has it
     */
    RunStopping(Stopping beforehand, Talk talk, Display display) {
        this.beforehand = beforehand;
        this.talk = talk;
        this.display = display;
    }

    @Override
    public void commandBegan() {
        begun = true;
    }

    /** A terminal that is gone says only that its caller is, and so that nobody waits. */
    @Override
    public void interrupted(Interrupt by) {
        if (by == Interrupt.HUP) {
            leave(by);
        } else if (!begun) {
            beforehand.interrupted(by);
        } else if (told.compareAndSet(false, true)) {
            say("the run, if it was begun for this command, ends behind the resource in hand");
            signal(by.name());
        } else {
            leave(by);
        }
    }

    private void leave(Interrupt by) {
        if (!talk.end().isDone()) {
            say(
                    "the run is not waited for; 'labctl report server/%s' shows how it ended"
                            .formatted(talk.session().server()));
            talk.end().complete(new SessionEnd.Forced(by.exit()));
        }
    }

    private void say(String sentence) {
        display.say("labctl: server '%s': %s".formatted(talk.session().server(), sentence));
    }

    private void signal(String name) {
        try {
            talk.input().put(Frame.text(FrameKind.SIGNAL, name));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the session is over
        }
    }

    /** The run goes on. */
    @Override
    public void readerLeft() {
        talk.end().complete(new SessionEnd.Forced(UNREAD));
    }

    @Override
    public void escaped() {
        interrupted(Interrupt.INT);
    }
}
