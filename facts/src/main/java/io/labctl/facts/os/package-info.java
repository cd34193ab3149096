/** The distribution, its release and its kernel. */
@NullMarked
package io.labctl.facts.os;

import org.jspecify.annotations.NullMarked;
