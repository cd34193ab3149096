/** The proxy between this machine and labd, where there is one. */
@NullMarked
package io.labctl.agent.proxy;

import org.jspecify.annotations.NullMarked;
