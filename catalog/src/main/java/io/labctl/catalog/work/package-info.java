/** What labd asks of agents, and how that ends. */
@NullMarked
package io.labctl.catalog.work;

import org.jspecify.annotations.NullMarked;
