/** What a machine says about itself, under the names and shapes that Facter 4 made standard. */
@NullMarked
package io.labctl.facts;

import org.jspecify.annotations.NullMarked;
