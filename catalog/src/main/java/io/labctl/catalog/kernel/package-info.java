/** Doors to the kernel that Java does not have, for whoever must hold what he looks at. */
@NullMarked
package io.labctl.catalog.kernel;

import org.jspecify.annotations.NullMarked;
