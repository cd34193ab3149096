/** Processors, memory and what the firmware tells. */
@NullMarked
package io.labctl.facts.hardware;

import org.jspecify.annotations.NullMarked;
