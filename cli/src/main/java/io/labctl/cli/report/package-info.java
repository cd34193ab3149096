/** Commands about runs: list them, print one. */
@NullMarked
package io.labctl.cli.report;

import org.jspecify.annotations.NullMarked;
