/** The description of the REST interface that labd serves, drawn from the endpoints themselves. */
@NullMarked
package io.labctl.master.openapi;

import org.jspecify.annotations.NullMarked;
