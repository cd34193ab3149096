/** The same machine managed by labctl and by Puppet 7, one after the other, in one run. */
@NullMarked
package io.labctl.bench.puppet;

import org.jspecify.annotations.NullMarked;
