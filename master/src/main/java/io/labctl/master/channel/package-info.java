/** Which agents have their channel to labd open, at which of the labds that share a database. */
@NullMarked
package io.labctl.master.channel;

import org.jspecify.annotations.NullMarked;
