/** Playing what the terminal of a session has shown. */
@NullMarked
package io.labctl.cli.replay;

import org.jspecify.annotations.NullMarked;
