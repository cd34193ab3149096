/** The conversation with labd over mutual TLS. */
@NullMarked
package io.labctl.agent.labd;

import org.jspecify.annotations.NullMarked;
