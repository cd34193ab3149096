/** Local user accounts. */
@NullMarked
package io.labctl.agent.type.user;

import org.jspecify.annotations.NullMarked;
