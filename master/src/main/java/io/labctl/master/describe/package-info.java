/** One server with everything that is known about it, drawn from the other features. */
@NullMarked
package io.labctl.master.describe;

import org.jspecify.annotations.NullMarked;
