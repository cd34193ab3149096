/** What proves who somebody is, as text: certificates, keys and join tokens. */
@NullMarked
package io.labctl.catalog.identity;

import org.jspecify.annotations.NullMarked;
