package io.labctl.catalog.session;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a frame is about. The numbered ones are the session itself: each side counts what it has
 * sent and received of them, so that after a break they go on where they ended. The others are
 * about the connection.
 */
public enum FrameKind {
    /** What the command writes on its standard output. */
    OUT(1, true),
    /** What it writes on its standard error. */
    ERR(2, true),
    /** What it reads on its standard input. */
    IN(3, true),
    /** Its standard input ends here. */
    IN_END(4, true),
    /** The caller's terminal has this many columns and rows now, as two numbers of 16 bits. */
    SIZE(5, true),
    /** The command gets this signal, by its name without SIG. */
    SIGNAL(6, true),

    /**
     * The first word of a connection: the agent's is up to where it has the input, the caller's, in
     * answer, is from where it sends that now.
     */
    FROM(16, false),
    /** Up to where numbered frames have arrived and need not be kept any more. */
    ACK(17, false),
    /** Nothing: a NAT forgets a connection that is silent for too long. */
    ALIVE(18, false),
    /**
     * How many bytes of numbered frames were dropped here, as nobody read them in time; and how
     * many bytes of content were brought before what follows, from which who has counted what he
     * got can tell what he lacks.
     */
    LOST(19, false),
    /** How the command ended, as the JSON of a {@link io.labctl.catalog.work.WorkEnd}: the last. */
    END(20, false),
    /**
     * labd says that the machine's agent is away, and for how many milliseconds more it is waited
     * for; that it is back is told by the FROM of its next connection.
     */
    AWAY(21, false);

    private final int code;
    private final boolean numbered;

    FrameKind(int code, boolean numbered) {
        this.code = code;
        this.numbered = numbered;
    }

    static Optional<FrameKind> of(int code) {
        return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
    }

    int code() {
        return code;
    }

    public boolean isNumbered() {
        return numbered;
    }
}
