/** The terminal that a person sits at, what is written there, and the signals that come from it. */
@NullMarked
package io.labctl.cli.terminal;

import org.jspecify.annotations.NullMarked;
