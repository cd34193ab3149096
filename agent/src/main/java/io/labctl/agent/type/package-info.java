/** The set of resource types that this agent knows. */
@NullMarked
package io.labctl.agent.type;

import org.jspecify.annotations.NullMarked;
