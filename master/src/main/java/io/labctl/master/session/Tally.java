package io.labctl.master.session;

import io.labctl.catalog.session.Frame;

/**
 * Counts the content of one side's numbered frames, of each once: those that come again after a
 * break begin before what has been counted. Used under the lock of its meeting.
 */
final class Tally {
    /** Before everything, so that nothing counts from here on until the place is known again. */
    private static final long UNKNOWN = Long.MIN_VALUE;

    private long place = UNKNOWN;
    private long counted;
    private long bytes;

    /**
     * @param counted up to where it has been counted before
     */
    Tally(long counted) {
        this.counted = counted;
    }

    /** Where the next frame begins. */
    long place() {
        return place;
    }

    /** The next frame begins here. */
    void startFrom(long start) {
        place = start;
    }

    /** What comes next may be of an earlier connection, which is not taken. */
    void placeIsUnknown() {
        place = UNKNOWN;
    }

    /** Up to where it is counted. */
    long counted() {
        return counted;
    }

    /** So many bytes of frames were dropped by their sender. */
    void dropped(long length) {
        place += length;
    }

    /** The next frame, with content that counts. */
    void passed(Frame frame) {
        if (place >= counted) {
            bytes += frame.content().remaining();
        }
        passedUncounted(frame);
    }

    /** The next frame, which says something and carries nothing. */
    void passedUncounted(Frame frame) {
        place += frame.length();
        counted = Math.max(counted, place);
    }

    /** What was counted since this was asked last. */
    long takeBytes() {
        long taken = bytes;
        bytes = 0;
        return taken;
    }
}
