/** What the terminals of sessions show, kept for those who look at it later. */
@NullMarked
package io.labctl.master.recording;

import org.jspecify.annotations.NullMarked;
