/** Throw-away copies of this machine, for tests that change accounts, packages and services. */
@NullMarked
package io.labctl.agent.node;

import org.jspecify.annotations.NullMarked;
