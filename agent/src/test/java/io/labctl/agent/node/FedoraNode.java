package io.labctl.agent.node;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A throw-away node of the Fedora family, as far as Debian's packages of dnf and rpm go. */
public final class FedoraNode {
    private static final List<String> NEEDED =
            List.of(
                    "/usr/bin/dnf",
                    "/usr/bin/rpmbuild",
                    "/usr/bin/createrepo_c",
                    "/usr/lib/python3/dist-packages/dnf-plugins/versionlock.py");

    private FedoraNode() {}

    /** Skips the test, saying why, where there can be none. */
    public static ThrowAwayNode start(Path folder) throws IOException {
        for (String file : NEEDED) {
            assumeTrue(
                    Files.exists(Path.of(file)),
                    "no %s here: deploy/test-prerequisites installs it".formatted(file));
        }
        return ThrowAwayNode.start(folder).run("fedora.sh", folder);
    }
}
