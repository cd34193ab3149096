/** What is on this machine, told as resources. */
@NullMarked
package io.labctl.agent.present;

import org.jspecify.annotations.NullMarked;
