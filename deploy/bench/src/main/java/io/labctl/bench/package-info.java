/** What the benchmarks share: a packaged labd, callers of it, and what they cost it. */
@NullMarked
package io.labctl.bench;

import org.jspecify.annotations.NullMarked;
