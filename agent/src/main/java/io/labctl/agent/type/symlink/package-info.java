/** Symbolic links. */
@NullMarked
package io.labctl.agent.type.symlink;

import org.jspecify.annotations.NullMarked;
