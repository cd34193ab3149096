/** What can go wrong, as a closed set that every edge maps in one place. */
@NullMarked
package io.labctl.catalog.error;

import org.jspecify.annotations.NullMarked;
