/** Local groups. */
@NullMarked
package io.labctl.agent.type.group;

import org.jspecify.annotations.NullMarked;
