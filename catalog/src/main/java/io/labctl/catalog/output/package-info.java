/** Where a program's data goes, and what became of it there. */
@NullMarked
package io.labctl.catalog.output;

import org.jspecify.annotations.NullMarked;
