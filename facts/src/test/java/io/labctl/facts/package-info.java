/** The tests of the facts: on fixture trees, on arbitrary bytes and beside the real facter. */
@NullMarked
package io.labctl.facts;

import org.jspecify.annotations.NullMarked;
