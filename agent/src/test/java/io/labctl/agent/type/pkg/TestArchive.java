package io.labctl.agent.type.pkg;

import java.io.IOException;

/**
 * The package archive of a throw-away node. The relation of a package is a line of its description,
 * such as {@code Conflicts: lab-clock}, which all managers know.
 */
interface TestArchive {
    /** As this package manager writes 1.0 or 1.1. */
    String whole(String version);

    /** Version 1.0 of a package that the archive does not have. */
    void install(String name, String relation) throws IOException;

    /** The same of one that the manager protects. */
    void installEssential(String name) throws IOException;

    /** In the archive, where the lists know it. */
    void offer(String name, String version, String relation) throws IOException;

    String needing(String other);

    String needing(String other, String version);

    /** Cannot be there with one that is older. */
    String excludingOlder(String other, String version);

    /** Takes the place of the other. */
    String replacing(String other);
}
