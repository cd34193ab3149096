/** Commands that people run on this machine, and what they say to them meanwhile. */
@NullMarked
package io.labctl.agent.session;

import org.jspecify.annotations.NullMarked;
