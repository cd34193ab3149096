/** System services under systemd or init scripts. */
@NullMarked
package io.labctl.agent.type.service;

import org.jspecify.annotations.NullMarked;
