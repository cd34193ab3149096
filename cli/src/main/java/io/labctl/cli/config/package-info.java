/** The file ~/.labctl/config.yaml, its contexts, and what the environment overrides. */
@NullMarked
package io.labctl.cli.config;

import org.jspecify.annotations.NullMarked;
