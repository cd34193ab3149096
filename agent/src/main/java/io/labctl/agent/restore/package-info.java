/** Copies of files that the agent replaced or removed, shown and put back. */
@NullMarked
package io.labctl.agent.restore;

import org.jspecify.annotations.NullMarked;
