/** Files that catalogs name by hash, fetched once and verified. */
@NullMarked
package io.labctl.agent.content;

import org.jspecify.annotations.NullMarked;
