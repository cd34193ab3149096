/** What becomes of a text that is replaced or removed: a copy is kept, and the report shows it. */
@NullMarked
package io.labctl.agent.replaced;

import org.jspecify.annotations.NullMarked;
