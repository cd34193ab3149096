/** Entries of fstab(5) and what is mounted. */
@NullMarked
package io.labctl.agent.type.mount;

import org.jspecify.annotations.NullMarked;
