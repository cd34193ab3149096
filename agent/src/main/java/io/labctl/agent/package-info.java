/** lab-agent: runs on every machine and keeps it as its catalog says. */
@NullMarked
package io.labctl.agent;

import org.jspecify.annotations.NullMarked;
