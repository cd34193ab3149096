/** The few narrow doors through which resource types reach the machine. */
@NullMarked
package io.labctl.agent.machine;

import org.jspecify.annotations.NullMarked;
