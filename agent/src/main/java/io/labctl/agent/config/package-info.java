/** The agent's configuration file, read once and checked whole. */
@NullMarked
package io.labctl.agent.config;

import org.jspecify.annotations.NullMarked;
