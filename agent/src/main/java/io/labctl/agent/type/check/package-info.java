/** Health checks, run after everything else. */
@NullMarked
package io.labctl.agent.type.check;

import org.jspecify.annotations.NullMarked;
