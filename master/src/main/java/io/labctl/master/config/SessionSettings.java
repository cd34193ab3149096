package io.labctl.master.config;

import io.labctl.catalog.module.Default;

/**
 * The keys below {@code sessions}.
 *
 * @param perUser how many of one person may be open at once
 * @param perAgent how many on one server
 * @param recorded whether what the terminals of commands show is kept
 * @param recordingBytes the most that one of them may show
 */
record SessionSettings(
        @Default("50") PerUser perUser,
        @Default("16") PerAgent perAgent,
        @Default("false") boolean recorded,
        @Default("268435456") RecordingBytes recordingBytes) {
    private static final int MOST = 1000;

    record PerUser(int value) {
        PerUser {
            Bounds.check("sessions.per-user", value, 1, MOST);
        }
    }

    record PerAgent(int value) {
        PerAgent {
            Bounds.check("sessions.per-agent", value, 1, MOST);
        }
    }

    record RecordingBytes(int value) {
        RecordingBytes {
            Bounds.check("sessions.recording-bytes", value, Bounds.LEAST_BYTES, Integer.MAX_VALUE);
        }
    }
}
