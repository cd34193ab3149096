package io.labctl.master.work;

/**
 * What of a session has gone through labd: the content of its frames, without their heads. Each is
 * counted once, though it is sent again after a break: those that end at or before these places in
 * the row of numbered frames have been counted. What never goes through labd is not, such as output
 * that nobody came to read.
 *
 * @param bytesIn of input
 * @param bytesOut of output and errors
 * @param inTo up to where in the numbered frames of the caller
 * @param outTo up to where in those of the agent
 */
public record Traffic(long bytesIn, long bytesOut, long inTo, long outTo) {
    public static final Traffic NONE = new Traffic(0, 0, 0, 0);

    /** Whether nothing has, so far: what there was may have gone nowhere. */
    public boolean isNothing() {
        return inTo == 0 && outTo == 0;
    }
}
