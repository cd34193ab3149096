/** What is on a server now. */
@NullMarked
package io.labctl.cli.resource;

import org.jspecify.annotations.NullMarked;
