package io.labctl.master.config;

import io.labctl.catalog.module.Default;

/**
 * The keys below {@code sessions}.
 *
 * @param perUser how many of one person may be open at once
 * @param perAgent how many on one server
 */
record SessionSettings(@Default("50") PerUser perUser, @Default("16") PerAgent perAgent) {
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
}
