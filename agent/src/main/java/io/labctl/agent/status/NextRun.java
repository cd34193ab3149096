package io.labctl.agent.status;

import java.time.Instant;

/** What the daemon means to do; when it is gone, so is its plan. */
public record NextRun(Instant at) {}
