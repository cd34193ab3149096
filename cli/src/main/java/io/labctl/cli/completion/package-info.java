/** Completion scripts for bash, zsh and fish, made from the command tree. */
@NullMarked
package io.labctl.cli.completion;

import org.jspecify.annotations.NullMarked;
