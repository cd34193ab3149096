/**
 * An example of every resource type: its reference page shows it, and it is applied, tampered with
 * and taken away on a real system.
 */
@NullMarked
package io.labctl.agent.example;

import org.jspecify.annotations.NullMarked;
