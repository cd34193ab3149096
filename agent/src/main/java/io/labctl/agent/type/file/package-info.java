/** Regular files: content, owner, group and mode, replaced atomically and kept as backups. */
@NullMarked
package io.labctl.agent.type.file;

import org.jspecify.annotations.NullMarked;
