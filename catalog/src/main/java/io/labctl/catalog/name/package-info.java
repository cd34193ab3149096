/**
 * Names with rules: what may stand in a token, a certificate or a path; and how to show what may
 * not.
 */
@NullMarked
package io.labctl.catalog.name;

import org.jspecify.annotations.NullMarked;
