package io.labctl.agent.type.pkg;

import org.jspecify.annotations.Nullable;

/**
 * What the machine has of a package.
 *
 * @param version null when it is not installed, and only its configuration is left
 */
public record FoundPackage(@Nullable String version) {}
