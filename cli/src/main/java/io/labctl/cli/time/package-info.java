/** Spans, moments and ages as people write and read them. */
@NullMarked
package io.labctl.cli.time;

import org.jspecify.annotations.NullMarked;
