/** The shape of the code as rules, and the proof that each rule can fail. */
@NullMarked
package io.labctl.deploy.architecture;

import org.jspecify.annotations.NullMarked;
