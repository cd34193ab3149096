/** labctl, the operators' one tool: the command tree is put together here. */
@NullMarked
package io.labctl.cli;

import org.jspecify.annotations.NullMarked;
