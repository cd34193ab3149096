/** The owner's own facts, and the command that shows all of them. */
@NullMarked
package io.labctl.agent.facts;

import org.jspecify.annotations.NullMarked;
