/** Loads the packaged programs on one machine and prints what that cost. */
@NullMarked
package io.labctl.bench;

import org.jspecify.annotations.NullMarked;
