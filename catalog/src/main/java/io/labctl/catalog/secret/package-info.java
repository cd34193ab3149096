/** Values that must never be printed. */
@NullMarked
package io.labctl.catalog.secret;

import org.jspecify.annotations.NullMarked;
