/** What a run did, as it travels from agent to labd and on to people. */
@NullMarked
package io.labctl.catalog.report;

import org.jspecify.annotations.NullMarked;
