/** What lab-agent tells to scripts. */
@NullMarked
package io.labctl.agent.exit;

import org.jspecify.annotations.NullMarked;
