/** How a machine joins: token, first contact, certificate request. */
@NullMarked
package io.labctl.agent.enroll;

import org.jspecify.annotations.NullMarked;
