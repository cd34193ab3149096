/** What passes between the labds of one database, for those who are connected at them. */
@NullMarked
package io.labctl.master.relay;

import org.jspecify.annotations.NullMarked;
