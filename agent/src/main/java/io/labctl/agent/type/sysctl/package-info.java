/** Settings of the kernel. */
@NullMarked
package io.labctl.agent.type.sysctl;

import org.jspecify.annotations.NullMarked;
