/** The module API: a record with typed parameters that declares resources. */
@NullMarked
package io.labctl.catalog.module;

import org.jspecify.annotations.NullMarked;
