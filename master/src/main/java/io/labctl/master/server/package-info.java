/** The inventory: which servers there are, where they belong, when they were last heard of. */
@NullMarked
package io.labctl.master.server;

import org.jspecify.annotations.NullMarked;
