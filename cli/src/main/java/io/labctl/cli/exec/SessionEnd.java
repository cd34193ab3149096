package io.labctl.cli.exec;

import io.labctl.catalog.work.WorkEnd;

/** How a session came to its end. */
sealed interface SessionEnd {
    /** As labd has written it down. */
    record Told(WorkEnd end) implements SessionEnd {}

    /** It did not end by itself when it was told to, and was ended. */
    record Forced(int exit) implements SessionEnd {}
}
