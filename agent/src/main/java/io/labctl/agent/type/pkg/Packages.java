package io.labctl.agent.type.pkg;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The machine's package manager. Whatever cannot be done throws a {@link
 * io.labctl.catalog.error.LabException} that says why.
 */
public interface Packages {
    /** By name, those of these packages of which anything is there; one query for all. */
    Map<String, FoundPackage> found(Collection<String> names) throws IOException;

    /** All that are there, in alphabetical order; of a foreign architecture, {@code name:arch}. */
    List<String> names() throws IOException;

    /** By name, how far those are that are there and not in order, as after a script failed. */
    default SortedMap<String, String> troubles() throws IOException {
        return Collections.emptySortedMap();
    }

    /** Those of these packages whose version the manager leaves alone; one query for all. */
    Set<String> held(Collection<String> names) throws IOException;

    /**
     * By name, the version that the manager would install of each of these packages that its lists
     * know; lists that are too old for that are fetched anew.
     *
     * @param options that the packages are installed with
     */
    Map<String, String> newest(Collection<String> names, List<String> options) throws IOException;

    /**
     * The versions that the lists offer, first the one that the manager would choose.
     *
     * @param options that the package is installed with
     */
    List<String> offered(String name, List<String> options) throws IOException;

    /** Whether the lists are young enough that what is not in them is nowhere. */
    boolean listsTell() throws IOException;

    /**
     * Whether there is no such package, as far as looking tells; false where the lists are too old
     * to tell.
     *
     * @param options that the package is installed with
     */
    boolean lacks(String name, List<String> options) throws IOException;

    /** Fetches the lists anew; false when that was done a moment ago. */
    boolean refreshed() throws IOException;

    /** How one version compares to another, as a comparator answers. */
    int compare(String version, String other);

    /**
     * Installs, upgrades or downgrades a package, or brings one in order that is there.
     *
     * @param version exactly this one; null takes the one that the manager would choose
     * @param options that the manager is given besides
     */
    void install(String name, @Nullable String version, List<String> options) throws IOException;

    /**
     * Removes a package, and those that need it.
     *
     * @param purge whether its configuration goes too
     */
    void remove(String name, boolean purge) throws IOException;

    /**
     * By name, what there would be after this of the other packages that it touches: those that
     * come or change since one needs them, and without a version those that go, since they need one
     * that goes, or another one replaces or does not bear them. Changes nothing and fetches no
     * lists.
     *
     * @throws io.labctl.catalog.error.Unavailable when the manager cannot tell
     * @throws io.labctl.catalog.error.LabException any other, when it refuses the change itself
     */
    Map<String, FoundPackage> othersAfter(PackageChange change) throws IOException;

    /**
     * {@link #othersAfter} of a change that the manager refuses, as if no package were held and all
     * that are in the way might go; empty where the manager cannot tell.
     */
    Map<String, FoundPackage> othersIfForced(PackageChange change) throws IOException;

    /**
     * Refuses what cannot be installed at once. Changes nothing and fetches no lists.
     *
     * @throws io.labctl.catalog.error.Conflict when the manager refuses it
     * @throws io.labctl.catalog.error.LabException any other, when it cannot tell
     */
    void requireTogether(List<PackageChange.Installed> all) throws IOException;

    /**
     * Refuses what would fail for another package that is not in order. Changes nothing.
     *
     * @throws io.labctl.catalog.error.Conflict that names the other one
     */
    default void requireOthersInOrder(PackageChange.Installed change) throws IOException {}

    void hold(String name) throws IOException;

    void release(String name) throws IOException;
}
