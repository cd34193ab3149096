package io.labctl.master.session;

import io.labctl.catalog.session.Frame;
import io.labctl.master.http.FrameSource;

/** What the caller brings in one turn. */
final class Typed implements FrameSource.Taker {
    private final Meeting meeting;
    private final Turn turn;

    Typed(Meeting meeting, Turn turn) {
        this.meeting = meeting;
        this.turn = turn;
    }

    @Override
    public boolean take(Frame frame) {
        return meeting.typed(turn, frame);
    }

    /** He has nothing more to type, and may read on. */
    @Override
    public void ended(FrameSource source) {}

    @Override
    public void gone(FrameSource source) {
        meeting.callerGone(turn);
    }
}
