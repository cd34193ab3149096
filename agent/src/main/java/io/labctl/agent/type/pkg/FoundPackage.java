package io.labctl.agent.type.pkg;

import org.jspecify.annotations.Nullable;

/**
 * What the machine has of a package.
 *
 * @param version null when it is not installed, and only its configuration is left
 * @param trouble how far it is, in the manager's words, when it is there and not in order, as after
 *     a script of its own failed
 */
public record FoundPackage(@Nullable String version, @Nullable String trouble) {
    /** One that is in order. */
    public FoundPackage(@Nullable String version) {
        this(version, null);
    }
}
