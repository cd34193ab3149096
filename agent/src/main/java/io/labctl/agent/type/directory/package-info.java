/** Directories with their owner, group and mode. */
@NullMarked
package io.labctl.agent.type.directory;

import org.jspecify.annotations.NullMarked;
