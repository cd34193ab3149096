/** Who may log in by ssh: the files of authorized_keys(5). */
@NullMarked
package io.labctl.agent.ssh;

import org.jspecify.annotations.NullMarked;
