/** Rows that are kept for a while only. */
@NullMarked
package io.labctl.master.retention;

import org.jspecify.annotations.NullMarked;
