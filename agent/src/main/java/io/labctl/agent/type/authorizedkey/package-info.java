/** Lines of authorized_keys(5). */
@NullMarked
package io.labctl.agent.type.authorizedkey;

import org.jspecify.annotations.NullMarked;
