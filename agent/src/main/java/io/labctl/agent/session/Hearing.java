package io.labctl.agent.session;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.Outbox;

/** Understands what comes from the caller on one connection. For use by one thread. */
final class Hearing {
    private final Inbox inbox;
    private final Outbox outbox;
    private long place;
    private boolean isInRow;

    Hearing(Inbox inbox, Outbox outbox) {
        this.inbox = inbox;
        this.outbox = outbox;
    }

    /** What the caller sends counts from when it says this place. */
    void begin(long received) {
        place = received;
        isInRow = false;
    }

    void hear(Frame frame) {
        switch (frame.kind()) {
            case FROM -> isInRow = frame.number() == place;
            case ACK -> outbox.acknowledged(frame.number());
            case IN, IN_END, SIZE, SIGNAL -> number(frame);
            case OUT, ERR, ALIVE, LOST, END, AWAY -> {} // nothing that a caller says to a command
        }
    }

    /** Before the caller has said from where, it is of an earlier connection. */
    private void number(Frame frame) {
        if (isInRow) {
            inbox.put(frame);
            place += frame.length();
        }
    }
}
