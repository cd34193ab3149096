/** The agent's key and certificates, and their place on the disk. */
@NullMarked
package io.labctl.agent.identity;

import org.jspecify.annotations.NullMarked;
