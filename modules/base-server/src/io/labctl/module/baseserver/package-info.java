/** What every server needs. */
@NullMarked
package io.labctl.module.baseserver;

import org.jspecify.annotations.NullMarked;
