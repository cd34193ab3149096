package io.labctl.master.recording;

import java.util.Arrays;

/** Whether a piece is the last of its recording. */
enum Ending {
    /** More comes. */
    NONE(0),
    /** The agent has said the session's end behind it, so all that was shown is there. */
    WHOLE(1),
    /** labd has closed the recording without that: what came last may be missing. */
    CUT(2);

    private final int code;

    Ending(int code) {
        this.code = code;
    }

    /** Of one that {@link #code} has told. */
    static Ending of(int code) {
        return Arrays.stream(values()).filter(each -> each.code == code).findFirst().orElseThrow();
    }

    int code() {
        return code;
    }

    boolean isLast() {
        return this != NONE;
    }
}
