/** From what the data layers say to a module's record: merge, check, construct. */
@NullMarked
package io.labctl.catalog.bind;

import org.jspecify.annotations.NullMarked;
