package io.labctl.master.work;

import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A {@link io.labctl.catalog.work.WorkItem} whose kind of action only the agent has to know. */
record SentItem(UUID id, JsonNode action, Duration within) {}
