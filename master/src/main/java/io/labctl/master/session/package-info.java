/** Commands that run on a machine while somebody far away looks on. */
@NullMarked
package io.labctl.master.session;

import org.jspecify.annotations.NullMarked;
