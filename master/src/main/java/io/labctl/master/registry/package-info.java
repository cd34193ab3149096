/** The modules that there are: their folders, manifests, targets and dependencies. */
@NullMarked
package io.labctl.master.registry;

import org.jspecify.annotations.NullMarked;
