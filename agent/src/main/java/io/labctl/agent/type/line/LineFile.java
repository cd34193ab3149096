package io.labctl.agent.type.line;

import io.labctl.agent.replaced.Disclosure;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was found.
 *
 * @param text null when there is no file
 * @param disclosure what a report tells of its lines
 */
record LineFile(@Nullable LinesText text, Disclosure disclosure) {}
