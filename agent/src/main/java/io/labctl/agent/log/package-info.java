/** How log lines look. */
@NullMarked
package io.labctl.agent.log;

import org.jspecify.annotations.NullMarked;
