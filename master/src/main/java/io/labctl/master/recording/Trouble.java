package io.labctl.master.recording;

import java.time.Instant;

/** Why nothing of a session is passed on for now: what cannot be recorded is not shown. */
public sealed interface Trouble {
    /** It cannot be written down since then. */
    record Unwritten(Instant since) implements Trouble {}

    /** It is recorded by another labd, or was taken over here. */
    record Moved() implements Trouble {}

    /** It goes on where its recording does not. */
    record Over(String reason) implements Trouble {}
}
