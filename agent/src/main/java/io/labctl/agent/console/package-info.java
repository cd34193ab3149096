/** A run as a person sees it. */
@NullMarked
package io.labctl.agent.console;

import org.jspecify.annotations.NullMarked;
