package io.labctl.agent.type.cron;

import io.labctl.agent.machine.Access;

/** What was found at a job's file. */
sealed interface CronState {
    record Missing() implements CronState {}

    record Found(Access access, String text) implements CronState {}
}
