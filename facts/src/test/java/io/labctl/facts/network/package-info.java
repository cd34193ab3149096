/** The tests of addresses. */
@NullMarked
package io.labctl.facts.network;

import org.jspecify.annotations.NullMarked;
