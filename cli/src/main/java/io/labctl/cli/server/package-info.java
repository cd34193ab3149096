/** Commands about servers: list, watch, describe, delete, their catalogs and facts. */
@NullMarked
package io.labctl.cli.server;

import org.jspecify.annotations.NullMarked;
