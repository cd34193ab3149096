/** YAML as values that remember where they were written; every fault with its place. */
@NullMarked
package io.labctl.catalog.yaml;

import org.jspecify.annotations.NullMarked;
