package io.labctl.master.recording;

/**
 * How far a recording has come.
 *
 * @param upTo where in the agent's row of numbered frames
 * @param millis from the session's begin to what came last
 * @param bytes of all events until then
 */
record Progress(long upTo, long millis, long bytes) {
    static final Progress NONE = new Progress(0, 0, 0);
}
