/** What the agent tells about itself. */
@NullMarked
package io.labctl.agent.status;

import org.jspecify.annotations.NullMarked;
