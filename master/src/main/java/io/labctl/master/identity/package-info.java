/** Who is asking, read from the client certificate of each request. */
@NullMarked
package io.labctl.master.identity;

import org.jspecify.annotations.NullMarked;
