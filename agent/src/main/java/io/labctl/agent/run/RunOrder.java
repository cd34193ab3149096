package io.labctl.agent.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What kind of run is wanted.
 *
 * @param nextContact within what time labd will hear again; null when nobody knows
 */
public record RunOrder(boolean noop, @Nullable Duration nextContact) {}
