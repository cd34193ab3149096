/** Commands on a server: how long one takes, and how much goes through. */
@NullMarked
package io.labctl.bench.exec;

import org.jspecify.annotations.NullMarked;
