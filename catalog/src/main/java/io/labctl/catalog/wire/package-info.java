/** How contract types become bytes, and back. */
@NullMarked
package io.labctl.catalog.wire;

import org.jspecify.annotations.NullMarked;
