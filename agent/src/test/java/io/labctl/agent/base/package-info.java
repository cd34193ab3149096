/** The built-in module base-server on a real system. */
@NullMarked
package io.labctl.agent.base;

import org.jspecify.annotations.NullMarked;
