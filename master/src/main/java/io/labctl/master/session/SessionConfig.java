package io.labctl.master.session;

import io.labctl.master.recording.RecordingConfig;

/**
 * How many sessions may be open at once, which is until their commands have ended, and what is kept
 * of them.
 *
 * @param perUser of one person
 * @param perAgent on one server
 */
public record SessionConfig(int perUser, int perAgent, RecordingConfig recording) {}
