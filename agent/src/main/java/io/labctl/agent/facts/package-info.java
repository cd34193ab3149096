/** The command that shows the machine's facts. */
@NullMarked
package io.labctl.agent.facts;

import org.jspecify.annotations.NullMarked;
