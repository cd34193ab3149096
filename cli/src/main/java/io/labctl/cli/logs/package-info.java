/** What servers and their agents tell of themselves. */
@NullMarked
package io.labctl.cli.logs;

import org.jspecify.annotations.NullMarked;
