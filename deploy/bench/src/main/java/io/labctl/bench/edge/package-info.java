/** Enrolments and catalogs, as many agents ask for them. */
@NullMarked
package io.labctl.bench.edge;

import org.jspecify.annotations.NullMarked;
