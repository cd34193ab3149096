/** The compiled catalog: one immutable, content-addressed document for one server. */
@NullMarked
package io.labctl.catalog;

import org.jspecify.annotations.NullMarked;
