/** Words on the command line that come from a known set, and names with rules. */
@NullMarked
package io.labctl.cli.words;

import org.jspecify.annotations.NullMarked;
