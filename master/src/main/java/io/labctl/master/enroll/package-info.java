/** How a machine becomes a server of the fleet. */
@NullMarked
package io.labctl.master.enroll;

import org.jspecify.annotations.NullMarked;
