package io.labctl.deploy.loop;

import static org.awaitility.Awaitility.await;

import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A package whose installation takes until a test lets it go on, so that a run can be met in the
 * middle.
 */
final class SlowPackage {
    static final String DATA =
            """
            base-server:
              motd: after the slow package
              packages:
                rehearsal-greeting: present
                rehearsal-slow: present
            """;
    private static final String CONTROL =
            """
            Package: rehearsal-slow
            Version: 1.0
            Architecture: all
            Maintainer: labctl rehearsal <root@localhost>
            Description: takes its time
            """;
    private static final String REACHED = "/run/rehearsal-slow.reached";
    private static final String GO_ON = "/run/rehearsal-slow.go-on";

    private SlowPackage() {}

    /** Puts it into the folder that all nodes install from, and lets this node know. */
    static void offer(Rehearsal rehearsal, Node node) throws IOException {
        Path folder = rehearsal.state().resolve("packages");
        Path tree = Files.createDirectories(folder.resolve("tree/rehearsal-slow/DEBIAN"));
        Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(tree.resolve("control"), CONTROL);
        Path script = tree.resolve("postinst");
        Files.writeString(
                script,
                "#!/bin/sh\n: >%s\nwhile [ ! -e %s ]; do sleep 0.05; done\n"
                        .formatted(REACHED, GO_ON));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> build = List.of("dpkg-deb", "--build", "tree/rehearsal-slow", "slow.deb");
        Running.start(folder, Map.of(), build).end().succeeded();
        byte[] deb = Files.readAllBytes(folder.resolve("slow.deb"));
        Files.writeString(
                folder.resolve("Packages"),
                "\n%sFilename: ./slow.deb\nSize: %d\nSHA256: %s\n\n"
                        .formatted(CONTROL, deb.length, Sha256.of(deb)),
                StandardOpenOption.APPEND);
        node.run("apt-get", "-q", "update").succeeded();
    }

    static void awaitInTheMiddle(Node node) {
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(node.path(REACHED)));
    }

    static void goOn(Node node) {
        node.write(GO_ON, "");
    }

    /** As if it had never been installed. */
    static void remove(Node node) {
        goOn(node);
        node.run("dpkg", "--configure", "-a");
        node.run("dpkg", "--purge", "rehearsal-slow");
        node.run("rm", "-f", REACHED, GO_ON);
    }
}
