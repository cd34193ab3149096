/** The code that the site and module guide shows, compiled and run. */
@NullMarked
package io.labctl.master.guide;

import org.jspecify.annotations.NullMarked;
