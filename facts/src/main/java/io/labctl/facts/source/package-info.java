/**
 * What every family of facts stands on: the machine's files, those of them that several families
 * read, and how values are put together. No family knows another.
 */
@NullMarked
package io.labctl.facts.source;

import org.jspecify.annotations.NullMarked;
