/** Agents without machines, thousands of them, and what they cost a labd. */
@NullMarked
package io.labctl.bench.fleet;

import org.jspecify.annotations.NullMarked;
