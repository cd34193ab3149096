/** Breaks rules on purpose. */
@NullMarked
package broken.facts.two;

import org.jspecify.annotations.NullMarked;
