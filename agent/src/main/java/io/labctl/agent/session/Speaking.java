package io.labctl.agent.session;

import io.labctl.agent.labd.StreamedBody;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.Outbox.Sending;
import java.nio.ByteBuffer;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Says what a session has to say on one connection. */
final class Speaking {
    /** Input that was taken is acknowledged when it is so much, or after a while. */
    private static final long MUCH = 64 * 1024;

    private static final Duration WHILE = Duration.ofSeconds(1);

    private final LiveSession session;
    private final StreamedBody body;
    private final Duration silence;
    private final JsonMapper json;

    Speaking(LiveSession session, StreamedBody body, Duration silence, JsonMapper json) {
        this.session = session;
        this.body = body;
        this.silence = silence;
        this.json = json;
    }

    /**
     * All of the output from some place on, as it comes, and how the session ended.
     *
     * @param received up to where the input has come
     * @return false when the connection takes no more
     */
    boolean speak(long from, long received) throws InterruptedException {
        boolean goes = say(Frame.number(FrameKind.FROM, received));
        long place = from;
        while (goes) {
            switch (session.outbox().next(place, silence)) {
                case Sending.Next next -> {
                    goes = skipped(place, next.start(), next.before()) && say(next.frame());
                    place = next.end();
                }
                case Sending.Silence _ -> goes = say(Frame.empty(FrameKind.ALIVE));
                case Sending.Over(long all, long content) -> {
                    return skipped(place, all, content) && say(end());
                }
            }
        }
        return false;
    }

    /**
     * What was dropped meanwhile, because nobody read it.
     *
     * @param before how much output there was before the next place
     */
    private boolean skipped(long place, long next, long before) throws InterruptedException {
        return next <= place || say(Frame.lost(next - place, before));
    }

    private Frame end() {
        byte[] end = json.writeValueAsBytes(session.end().orElseThrow());
        return Frame.of(FrameKind.END, ByteBuffer.wrap(end));
    }

    /** Acknowledges what the command takes of its input, until the connection takes no more. */
    void acknowledge() throws InterruptedException {
        Inbox inbox = session.inbox();
        long place = 0;
        boolean goes = true;
        while (goes) {
            place = inbox.takenBeyond(place, MUCH, WHILE);
            goes = say(Frame.number(FrameKind.ACK, place));
        }
    }

    private boolean say(Frame frame) throws InterruptedException {
        return body.send(frame.encoded());
    }
}
