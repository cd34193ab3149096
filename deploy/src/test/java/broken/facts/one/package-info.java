/** Breaks rules on purpose. */
@NullMarked
package broken.facts.one;

import org.jspecify.annotations.NullMarked;
