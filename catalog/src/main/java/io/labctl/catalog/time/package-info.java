/** Spans of time as people write and read them. */
@NullMarked
package io.labctl.catalog.time;

import org.jspecify.annotations.NullMarked;
