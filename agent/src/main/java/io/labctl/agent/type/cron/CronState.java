package io.labctl.agent.type.cron;

import io.labctl.agent.machine.Access;
import io.labctl.agent.replaced.Body;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What was found of a job.
 *
 * @param hasUser whether whoever it runs as has an account; the daemon passes over a file that
 *     names anyone else
 */
record CronState(Optional<Found> file, boolean hasUser) {
    /** The job's file. */
    record Found(Access access, String text) {
        Body body() {
            return Body.of(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
