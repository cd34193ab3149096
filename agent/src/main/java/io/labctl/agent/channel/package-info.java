/** Work that labd has for this machine, fetched by the daemon. */
@NullMarked
package io.labctl.agent.channel;

import org.jspecify.annotations.NullMarked;
