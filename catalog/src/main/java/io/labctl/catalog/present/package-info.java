/** What is on a machine: how it is looked for and how people read it. */
@NullMarked
package io.labctl.catalog.present;

import org.jspecify.annotations.NullMarked;
