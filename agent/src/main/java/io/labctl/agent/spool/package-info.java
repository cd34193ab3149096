/** Reports that wait on disk until labd has them. */
@NullMarked
package io.labctl.agent.spool;

import org.jspecify.annotations.NullMarked;
