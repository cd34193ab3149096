/** Files and folders to a server and from it, as an archive through a session. */
@NullMarked
package io.labctl.cli.copy;

import org.jspecify.annotations.NullMarked;
