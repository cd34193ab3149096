/** The orders of package versions, as the package managers have them. */
@NullMarked
package io.labctl.catalog.version;

import org.jspecify.annotations.NullMarked;
