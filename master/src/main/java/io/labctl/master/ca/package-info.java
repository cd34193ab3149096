/** The certificate authority: keys at rest, what may be issued, what was issued and revoked. */
@NullMarked
package io.labctl.master.ca;

import org.jspecify.annotations.NullMarked;
