/**
 * How every program of ours tells a person that a command line is wrong; the words are here only.
 */
@NullMarked
package io.labctl.catalog.usage;

import org.jspecify.annotations.NullMarked;
