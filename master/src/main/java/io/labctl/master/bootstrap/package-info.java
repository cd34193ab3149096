/** What labd makes on its first start so that someone can use it. */
@NullMarked
package io.labctl.master.bootstrap;

import org.jspecify.annotations.NullMarked;
