/** Commands about join tokens: create, list, revoke. */
@NullMarked
package io.labctl.cli.token;

import org.jspecify.annotations.NullMarked;
