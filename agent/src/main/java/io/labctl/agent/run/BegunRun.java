package io.labctl.agent.run;

import java.time.Instant;
import java.util.UUID;

/** A run that has begun; it stays on disk until its report does. */
public record BegunRun(UUID id, Instant startedAt, boolean noop) {}
