/** When the daemon runs. */
@NullMarked
package io.labctl.agent.schedule;

import org.jspecify.annotations.NullMarked;
