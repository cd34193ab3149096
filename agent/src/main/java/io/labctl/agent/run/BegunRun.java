package io.labctl.agent.run;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that has begun; it stays on disk until its report does.
 *
 * @param tags what part of the catalog it is about; null when it is about all
 */
public record BegunRun(UUID id, Instant startedAt, boolean noop, @Nullable List<String> tags) {}
