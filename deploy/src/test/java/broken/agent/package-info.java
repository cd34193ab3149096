/** Breaks rules on purpose. */
@NullMarked
package broken.agent;

import org.jspecify.annotations.NullMarked;
