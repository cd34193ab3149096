/** Breaks rules on purpose. */
@NullMarked
package broken.master;

import org.jspecify.annotations.NullMarked;
