/** Applies a catalog: in order, one resource after the other, each outcome a value. */
@NullMarked
package io.labctl.agent.apply;

import org.jspecify.annotations.NullMarked;
