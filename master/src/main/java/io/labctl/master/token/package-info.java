/** Join tokens: made by people, redeemed once or often by machines. */
@NullMarked
package io.labctl.master.token;

import org.jspecify.annotations.NullMarked;
