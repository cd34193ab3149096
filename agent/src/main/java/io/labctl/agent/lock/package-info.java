/** One run at a time on one machine. */
@NullMarked
package io.labctl.agent.lock;

import org.jspecify.annotations.NullMarked;
