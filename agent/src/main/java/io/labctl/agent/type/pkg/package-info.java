/** Packages of the machine's own package manager. */
@NullMarked
package io.labctl.agent.type.pkg;

import org.jspecify.annotations.NullMarked;
