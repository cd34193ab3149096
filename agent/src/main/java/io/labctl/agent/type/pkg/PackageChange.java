package io.labctl.agent.type.pkg;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done to one package, as {@link Packages} can be asked to do it. */
public sealed interface PackageChange {
    String name();

    /** {@link Packages#install}. */
    record Installed(String name, @Nullable String version, List<String> options)
            implements PackageChange {
        public Installed {
            options = List.copyOf(options);
        }
    }

    /** {@link Packages#remove}. */
    record Removed(String name, boolean purge) implements PackageChange {}
}
