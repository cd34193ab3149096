/**
 * What becomes of a file that is replaced: a copy is kept, no kill tears it, the report shows it.
 */
@NullMarked
package io.labctl.agent.replaced;

import org.jspecify.annotations.NullMarked;
