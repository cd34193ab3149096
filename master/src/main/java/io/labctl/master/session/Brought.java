package io.labctl.master.session;

import io.labctl.catalog.session.Frame;
import io.labctl.master.http.FrameSource;
import java.util.function.Consumer;

/** What the agent brings in one turn. */
final class Brought implements FrameSource.Taker {
    private final Meeting meeting;
    private final Turn turn;
    private final Consumer<Said> ended;

    /**
     * @param ended takes how the command has ended, which is the last that is wanted
     */
    Brought(Meeting meeting, Turn turn, Consumer<Said> ended) {
        this.meeting = meeting;
        this.turn = turn;
        this.ended = ended;
    }

    @Override
    public boolean take(Frame frame) {
        return meeting.written(turn, frame, ended);
    }

    /** Only an end that was taken is all that was to come. */
    @Override
    public void ended(FrameSource source) {
        source.refuse("the output came to its end without one of the session");
        meeting.agentGone(turn);
    }

    @Override
    public void gone(FrameSource source) {
        meeting.agentGone(turn);
    }
}
