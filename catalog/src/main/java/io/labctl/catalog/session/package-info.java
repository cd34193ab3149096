/** What caller, labd and agent say to each other while a command runs. */
@NullMarked
package io.labctl.catalog.session;

import org.jspecify.annotations.NullMarked;
