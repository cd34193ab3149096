/** How the machine is doing and who asks: load, uptime, time zone, identity, search path. */
@NullMarked
package io.labctl.facts.system;

import org.jspecify.annotations.NullMarked;
