/**
 * What every family of facts stands on: the machine's files, and how values are read and put
 * together.
 */
@NullMarked
package io.labctl.facts.source;

import org.jspecify.annotations.NullMarked;
