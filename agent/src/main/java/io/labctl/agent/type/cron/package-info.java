/** Cron jobs, each in a file of its own. */
@NullMarked
package io.labctl.agent.type.cron;

import org.jspecify.annotations.NullMarked;
