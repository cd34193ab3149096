/** The site folder: clouds and environments, and the layers of data. */
@NullMarked
package io.labctl.master.site;

import org.jspecify.annotations.NullMarked;
