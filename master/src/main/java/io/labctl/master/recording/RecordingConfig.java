package io.labctl.master.recording;

import java.time.Duration;

/**
 * What is recorded of sessions.
 *
 * @param on whether what the terminals of new ones show is kept
 * @param mostBytes of one session, before they are compressed; then it is ended
 * @param kept for how long after a session's end
 */
public record RecordingConfig(boolean on, long mostBytes, Duration kept) {}
