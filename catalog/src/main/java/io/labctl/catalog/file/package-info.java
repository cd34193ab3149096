/** Files that survive a crash, and what went wrong with one in a sentence. */
@NullMarked
package io.labctl.catalog.file;

import org.jspecify.annotations.NullMarked;
