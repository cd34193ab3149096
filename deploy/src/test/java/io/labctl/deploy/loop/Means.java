package io.labctl.deploy.loop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What these tests cannot do without. Without it they are skipped, and say why. */
final class Means {
    static final Path DIST = Path.of("target/dist").toAbsolutePath();

    private Means() {}

    static void check() throws IOException {
        assumeTrue(
                Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")),
                "namespace nodes need root");
        for (String program : List.of("ip", "unshare", "nsenter", "dpkg-deb")) {
            assumeTrue(
                    installed(program),
                    program + " is not installed (deploy/test-prerequisites installs it)");
        }
        assumeTrue(namespaces(), "this machine does not let root make namespaces");
        assumeTrue(
                Files.isExecutable(DIST.resolve("bin/labctl")),
                "the programs are not built (mvn package)");
    }

    static boolean installed(String program) {
        return Stream.of(
                        "/usr/local/sbin",
                        "/usr/local/bin",
                        "/usr/sbin",
                        "/usr/bin",
                        "/sbin",
                        "/bin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static boolean namespaces() {
        var unshare = List.of("unshare", "-m", "-u", "-i", "-n", "-p", "-f", "true");
        return Running.start(Path.of("/"), Map.of(), unshare).end().exit() == 0;
    }
}
