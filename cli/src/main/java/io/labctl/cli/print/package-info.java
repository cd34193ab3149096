/** How results look: tables, documents, colours, and text that cannot harm a terminal. */
@NullMarked
package io.labctl.cli.print;

import org.jspecify.annotations.NullMarked;
