/** What the agent must still know after a restart, and how it gets onto the disk safely. */
@NullMarked
package io.labctl.agent.state;

import org.jspecify.annotations.NullMarked;
