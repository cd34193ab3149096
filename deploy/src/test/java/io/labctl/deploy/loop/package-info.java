/** The whole loop, with the packaged programs, as a newcomer meets it. */
@NullMarked
package io.labctl.deploy.loop;

import org.jspecify.annotations.NullMarked;
