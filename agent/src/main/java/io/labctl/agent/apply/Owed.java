package io.labctl.agent.apply;

import io.labctl.catalog.resource.ResourceId;
import java.util.SortedSet;

/**
 * What a notified resource waits for.
 *
 * @param because who notified it; never empty
 */
record Owed(Refresh refresh, SortedSet<ResourceId> because) {}
