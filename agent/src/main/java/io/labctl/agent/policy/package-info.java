/** What labd may ask of this machine: its owner has the last word. */
@NullMarked
package io.labctl.agent.policy;

import org.jspecify.annotations.NullMarked;
