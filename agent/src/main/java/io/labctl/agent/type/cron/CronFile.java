package io.labctl.agent.type.cron;

import io.labctl.agent.machine.Access;

/** What was found at a job's file. */
record CronFile(Access access, String text) {}
