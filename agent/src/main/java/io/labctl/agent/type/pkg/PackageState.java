package io.labctl.agent.type.pkg;

import org.jspecify.annotations.Nullable;

/**
 * How a package was found; what is not asked for is not looked at.
 *
 * @param version null when it is not installed
 * @param trouble how far it is, when it is there and not in order
 * @param leftovers whether it is not installed but its configuration is there
 * @param held whether it is held, where that matters
 * @param newest what the manager would install, where the newest is wanted; null when it knows none
 */
public record PackageState(
        @Nullable String version,
        @Nullable String trouble,
        boolean leftovers,
        boolean held,
        @Nullable String newest) {}
