/** What people ask of agents, which come for it themselves. */
@NullMarked
package io.labctl.master.work;

import org.jspecify.annotations.NullMarked;
