/** The process that compiles and runs the code of a site's own modules, and labd's side of it. */
@NullMarked
package io.labctl.master.worker;

import org.jspecify.annotations.NullMarked;
