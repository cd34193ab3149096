/** The REST types that labd, labctl and the agent share. */
@NullMarked
package io.labctl.catalog.api;

import org.jspecify.annotations.NullMarked;
