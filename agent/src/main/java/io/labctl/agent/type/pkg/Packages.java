package io.labctl.agent.type.pkg;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The machine's package manager. */
public interface Packages {
    /** By name, the versions of those of these packages that are installed; one query for all. */
    Map<String, String> installed(Collection<String> names) throws IOException;

    /**
     * Installs, upgrades or downgrades a package.
     *
     * @param version exactly this one; null takes the one that the manager would choose
     * @throws io.labctl.catalog.error.LabException when that cannot be done, saying why
     */
    void install(String name, @Nullable String version) throws IOException;

    /** Removes a package and keeps its configuration. */
    void remove(String name) throws IOException;
}
