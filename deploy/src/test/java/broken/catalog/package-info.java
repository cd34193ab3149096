/** Breaks rules on purpose. */
@NullMarked
package broken.catalog;

import org.jspecify.annotations.NullMarked;
