package io.labctl.master.session;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.SessionTerms;
import io.labctl.master.ca.Serial;
import io.labctl.master.http.FrameSink;
import io.labctl.master.http.FrameSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One pair of requests of one side: what it reads, and then what it brings, which is tied to that
 * by a number. Used under the lock of its meeting.
 *
 * <pre>
 * it reads --it brings, once--> both --either is over--> over
 * </pre>
 */
final class Turn {
    private final long number;
    private final Set<Serial> certificates;
    private final FrameSink sink;
    private @Nullable FrameSource source;
    private boolean broughtAll;
    private boolean over;

    Turn(
            long number,
            Set<Serial> certificates,
            Map<String, String> headers,
            Function<Turn, FrameSink.Listener> listener) {
        this.number = number;
        this.certificates = new HashSet<>(certificates);
        var all = new LinkedHashMap<>(headers);
        all.put(SessionTerms.TURN, Long.toString(number));
        this.sink = new FrameSink(all, listener.apply(this));
    }

    /** The certificates with which the requests of open ones came. */
    static Set<Serial> shown(@Nullable Turn... some) {
        return Arrays.stream(some)
                .filter(each -> each != null && each.isOpen())
                .flatMap(each -> each.certificates.stream())
                .collect(Collectors.toSet());
    }

    FrameSink sink() {
        return sink;
    }

    boolean isOpen() {
        return !over;
    }

    /**
     * The other of its requests comes.
     *
     * @param shown the certificates with which it does
     * @throws Conflict when that belongs to another turn, or has come before
     */
    void bring(FrameSource brought, long turn, Set<Serial> shown) {
        if (turn != number) {
            throw new Conflict("turn %d is over, or was never here".formatted(turn));
        }
        if (source != null) {
            throw new Conflict("turn %d has its request already".formatted(turn));
        }
        source = brought;
        certificates.addAll(shown);
        if (over) {
            brought.finish();
        }
    }

    boolean send(Frame frame) {
        return sink.send(frame);
    }

    /** Whether more can be sent to it; nobody takes whatever there is. */
    static boolean hasRoom(@Nullable Turn turn) {
        return turn == null || turn.sink.hasRoom();
    }

    /** It has brought its last; how that is answered is said by {@link #end} or its like. */
    void hasBroughtAll() {
        broughtAll = true;
    }

    /** What it brings is wanted again. */
    void goOn() {
        if (source != null && !broughtAll) {
            source.goOn();
        }
    }

    /** All is well with it. */
    void end() {
        over = true;
        sink.end();
        if (source != null) {
            source.finish();
        }
    }

    /** What it brought is to be brought again. */
    void refuse(String why) {
        over = true;
        sink.end();
        if (source != null) {
            source.refuse(why);
        }
    }

    /** Ends its connections when one of them came with one of these; false when none did. */
    boolean cutOneOf(Set<Serial> revoked) {
        boolean is = !over && !Collections.disjoint(certificates, revoked);
        if (is) {
            cut();
        }
        return is;
    }

    /** Its connections are to end now. */
    void cut() {
        over = true;
        sink.cut();
        if (source != null) {
            source.cut();
        }
    }
}
