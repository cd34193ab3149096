package io.labctl.master.session;

import io.labctl.master.http.FrameSink;

/** Hears of what is sent to one side of a meeting. */
record Side(Runnable whenRoom, Runnable whenGone) implements FrameSink.Listener {
    @Override
    public void roomAgain() {
        whenRoom.run();
    }

    @Override
    public void gone(FrameSink sink) {
        whenGone.run();
    }
}
