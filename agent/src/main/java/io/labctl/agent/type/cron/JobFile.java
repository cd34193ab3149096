package io.labctl.agent.type.cron;

import io.labctl.agent.machine.Access;
import io.labctl.agent.replaced.Version;

/**
 * A job's file as it was found.
 *
 * @param hasUser whether whoever the job runs as has an account; the daemon passes over a file that
 *     names anyone else
 */
record JobFile(Access access, Version content, boolean hasUser) {}
