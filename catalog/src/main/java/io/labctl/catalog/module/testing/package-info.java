/** A test kit for modules: what a module's catalog holds for a given machine. */
@NullMarked
package io.labctl.catalog.module.testing;

import org.jspecify.annotations.NullMarked;
