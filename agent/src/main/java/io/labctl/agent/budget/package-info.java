/** What the agent itself may use of the machine, and what it does when that is too little. */
@NullMarked
package io.labctl.agent.budget;

import org.jspecify.annotations.NullMarked;
