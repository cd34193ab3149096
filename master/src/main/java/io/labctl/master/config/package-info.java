/** Where labd's settings come from, and what they may be. */
@NullMarked
package io.labctl.master.config;

import org.jspecify.annotations.NullMarked;
