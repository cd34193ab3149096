/** What machines tell of themselves, line by line. */
@NullMarked
package io.labctl.agent.logs;

import org.jspecify.annotations.NullMarked;
