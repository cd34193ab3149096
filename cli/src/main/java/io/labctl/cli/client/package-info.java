/** How labctl talks to labd: mutual TLS, REST, and refusals as sentences. */
@NullMarked
package io.labctl.cli.client;

import org.jspecify.annotations.NullMarked;
