package io.labctl.agent.status;

import java.time.Instant;

/**
 * What the daemon means to do.
 *
 * @param pid of the daemon; when it is gone, so is its plan
 */
public record NextRun(Instant at, long pid) {}
