/** Commands on servers: their input and output, through connections that may break. */
@NullMarked
package io.labctl.cli.exec;

import org.jspecify.annotations.NullMarked;
