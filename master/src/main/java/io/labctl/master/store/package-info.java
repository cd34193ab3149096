/** How documents stand in database columns. */
@NullMarked
package io.labctl.master.store;

import org.jspecify.annotations.NullMarked;
