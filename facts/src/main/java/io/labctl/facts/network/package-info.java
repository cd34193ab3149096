/** Interfaces, their addresses and the machine's names. */
@NullMarked
package io.labctl.facts.network;

import org.jspecify.annotations.NullMarked;
