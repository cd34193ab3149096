/** labd, the master: its composition root. */
@NullMarked
package io.labctl.master;

import org.jspecify.annotations.NullMarked;
