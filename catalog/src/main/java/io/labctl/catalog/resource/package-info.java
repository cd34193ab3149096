/** The resource types: what a catalog can ask of a machine. */
@NullMarked
package io.labctl.catalog.resource;

import org.jspecify.annotations.NullMarked;
