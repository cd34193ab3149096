/** Keeps runs from being made for a while, at a person's word. */
@NullMarked
package io.labctl.agent.disable;

import org.jspecify.annotations.NullMarked;
