/** The launcher at the root of a checkout, run as a newcomer would. */
@NullMarked
package io.labctl.deploy.launch;

import org.jspecify.annotations.NullMarked;
