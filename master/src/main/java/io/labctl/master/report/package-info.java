/** Taking in reports, keeping them for a while, answering questions about them. */
@NullMarked
package io.labctl.master.report;

import org.jspecify.annotations.NullMarked;
