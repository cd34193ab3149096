/** What a machine may go through while it is being managed, each line a test. */
@NullMarked
package io.labctl.agent.edge;

import org.jspecify.annotations.NullMarked;
