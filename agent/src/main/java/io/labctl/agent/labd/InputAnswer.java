package io.labctl.agent.labd;

import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** What labd can say when it is asked for the input of a session. */
public sealed interface InputAnswer {
    /**
     * Somebody is there.
     *
     * @param from up to where the output has arrived there
     * @param turn labd's number of this pair of connections, said again with the output
     * @param frames what is said to the session, until it breaks off
     */
    record Attached(long from, long turn, InputStream frames) implements InputAnswer {}

    record NobodyIsThere() implements InputAnswer {}

    /** labd has written down already how the session ended. */
    record Ended() implements InputAnswer {}

    /** labd is away or busy, or wants nothing to do with this machine. */
    record NotToBeHad(String reason, Optional<Duration> comeBackIn) implements InputAnswer {}
}
