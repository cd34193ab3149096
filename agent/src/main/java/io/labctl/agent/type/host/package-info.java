/** Entries of the hosts file. */
@NullMarked
package io.labctl.agent.type.host;

import org.jspecify.annotations.NullMarked;
