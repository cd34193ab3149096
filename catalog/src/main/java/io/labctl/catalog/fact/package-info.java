/** What a machine said about itself, and what a compile read of it. */
@NullMarked
package io.labctl.catalog.fact;

import org.jspecify.annotations.NullMarked;
