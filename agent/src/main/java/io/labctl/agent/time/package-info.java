/** Time, waiting and being told to stop. */
@NullMarked
package io.labctl.agent.time;

import org.jspecify.annotations.NullMarked;
