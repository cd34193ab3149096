/** The hypervisor or container that the machine runs in. */
@NullMarked
package io.labctl.facts.virtual;

import org.jspecify.annotations.NullMarked;
