package io.labctl.agent.session;

import io.labctl.agent.machine.NotedProcess;
import io.labctl.catalog.work.WorkEnd;
import org.jspecify.annotations.Nullable;

/**
 * What the next agent must know of a session.
 *
 * @param leader its command; null before that is started
 * @param end that labd has not been told yet; null before there is one
 */
record SessionNote(@Nullable NotedProcess leader, @Nullable WorkEnd end) {}
