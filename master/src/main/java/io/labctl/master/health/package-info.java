/** What labd says about its own health. */
@NullMarked
package io.labctl.master.health;

import org.jspecify.annotations.NullMarked;
