/** One run: facts, catalog, apply, report. */
@NullMarked
package io.labctl.agent.run;

import org.jspecify.annotations.NullMarked;
