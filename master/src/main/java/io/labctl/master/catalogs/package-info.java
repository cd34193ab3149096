/** Handing out catalogs and the content they name. */
@NullMarked
package io.labctl.master.catalogs;

import org.jspecify.annotations.NullMarked;
