package io.labctl.catalog.work;

import io.labctl.catalog.name.ServerName;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that has ended.
 *
 * @param lastSeen when the server's agent was last heard of; null when it never was
 */
public record WorkView(
        UUID id, ServerName server, Action action, WorkEnd end, @Nullable Instant lastSeen) {}
