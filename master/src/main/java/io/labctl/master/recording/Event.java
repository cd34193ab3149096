package io.labctl.master.recording;

import io.labctl.catalog.session.Frame;

/**
 * What came on a terminal.
 *
 * @param millis since the session's begin
 * @param frame its output, its new size, or how much of its output is missing here
 */
record Event(long millis, Frame frame) {
    /** How long it is in a piece, before that is compressed. */
    int bytes() {
        return Long.BYTES + frame.length();
    }
}
