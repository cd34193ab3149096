/** Single lines of text files. */
@NullMarked
package io.labctl.agent.type.line;

import org.jspecify.annotations.NullMarked;
