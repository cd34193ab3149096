/** Which labctl and which labd this is. */
@NullMarked
package io.labctl.cli.version;

import org.jspecify.annotations.NullMarked;
