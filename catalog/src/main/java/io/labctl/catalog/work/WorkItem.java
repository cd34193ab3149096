package io.labctl.catalog.work;

import java.time.Duration;
import java.util.UUID;

/**
 * What an agent gets to do.
 *
 * @param within what time someone waits for the result; a span, for the two clocks may differ
 */
public record WorkItem(UUID id, Action action, Duration within) {}
