/** Disks, partitions, file systems and where they are mounted. */
@NullMarked
package io.labctl.facts.storage;

import org.jspecify.annotations.NullMarked;
