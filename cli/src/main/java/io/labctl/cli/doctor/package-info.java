/** One command that says why labctl does not work, and what to do. */
@NullMarked
package io.labctl.cli.doctor;

import org.jspecify.annotations.NullMarked;
