/** From facts, data and modules to a catalog, and never the same compile twice. */
@NullMarked
package io.labctl.master.compile;

import org.jspecify.annotations.NullMarked;
