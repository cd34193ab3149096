package io.labctl.cli.exec;

import io.labctl.catalog.session.RunRequest;
import io.labctl.cli.terminal.Interrupt;

/** Leaves a command alone, as somebody does who only looked on. */
final class Leaving implements Manners {
    /** 128 and the number of SIGPIPE. */
    private static final int UNREAD = 141;

    private final Talk talk;

    Leaving(Talk talk) {
        this.talk = talk;
    }

    @Override
    public void commandBegan() {}

    @Override
    public void interrupted(Interrupt by) {
        talk.end().complete(new SessionEnd.Forced(by.exit()));
    }

    /** Says what becomes of a command that was left, when its screen is ours again. */
    void tell(SessionEnd end, Display display) {
        if (end instanceof SessionEnd.Forced(int exit) && exit != UNREAD) {
            display.say("labctl: " + sentence());
        }
    }

    private String sentence() {
        return "%s; 'labctl attach session/%s' shows the rest, 'labctl kill session/%s' ends it"
                .formatted(goesOn(), talk.session().id(), talk.session().id());
    }

    private String goesOn() {
        if (talk.session().task() instanceof RunRequest) {
            return "the run goes on";
        }
        return talk.session().detached()
                ? "the command goes on"
                : "the command, which was not begun with --detach, goes on for 30s";
    }

    @Override
    public void readerLeft() {
        talk.end().complete(new SessionEnd.Forced(UNREAD));
    }

    @Override
    public void escaped() {
        interrupted(Interrupt.INT);
    }
}
