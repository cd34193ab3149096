/** The last good catalog, and the checks that a new one must pass. */
@NullMarked
package io.labctl.agent.cache;

import org.jspecify.annotations.NullMarked;
