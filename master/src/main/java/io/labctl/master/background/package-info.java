/** Work that goes on beside the requests. */
@NullMarked
package io.labctl.master.background;

import org.jspecify.annotations.NullMarked;
