/** Programs that are run when their conditions say so. */
@NullMarked
package io.labctl.agent.type.exec;

import org.jspecify.annotations.NullMarked;
