/** The tests of how values are put. */
@NullMarked
package io.labctl.facts.source;

import org.jspecify.annotations.NullMarked;
