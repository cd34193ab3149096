/** A whole small fleet on this one machine: labd, and nodes made of namespaces. */
@NullMarked
package io.labctl.cli.rehearse;

import org.jspecify.annotations.NullMarked;
