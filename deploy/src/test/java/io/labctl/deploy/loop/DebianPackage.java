package io.labctl.deploy.loop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real package with all that it needs, as this machine's apt fetches it. Nothing is installed
 * here: it is put into the folder that the nodes of a rehearsal install from.
 */
final class DebianPackage {
    private DebianPackage() {}

    /** Skips the test, saying why, where the package cannot be had. */
    static void offer(String name, Rehearsal rehearsal, Node node) throws IOException {
        assumeTrue(Means.installed("apt-get"), "apt-get is not installed");
        Path folder = rehearsal.state().resolve("packages");
        Path archives = folder.resolve("archives");
        Files.createDirectories(archives.resolve("partial"));
        var fetched = Running.start(folder, Map.of(), fetch(name, archives)).end();
        assumeTrue(fetched.exit() == 0, "package %s cannot be fetched: ".formatted(name) + fetched);
        for (Path deb : debs(archives)) {
            // apt would read the %3a of an epoch as a colon.
            Path plain = folder.resolve(deb.getFileName().toString().replace("%3a", "-"));
            Files.writeString(
                    folder.resolve("Packages"),
                    entry(Files.move(deb, plain)),
                    StandardOpenOption.APPEND);
        }
        node.run("apt-get", "-q", "update").succeeded();
    }

    private static List<String> fetch(String name, Path archives) {
        return List.of(
                "apt-get",
                "-q",
                "-y",
                "--download-only",
                "--no-install-recommends",
                "-o",
                "Dir::Cache::archives=" + archives,
                "install",
                name);
    }

    private static List<Path> debs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> each.toString().endsWith(".deb")).toList();
        }
    }

    private static String entry(Path deb) throws IOException {
        var control = List.of("dpkg-deb", "--field", deb.toString());
        byte[] bytes = Files.readAllBytes(deb);
        return "\n%sFilename: ./%s\nSize: %d\nSHA256: %s\n\n"
                .formatted(
                        Running.start(Path.of("/"), Map.of(), control).end().succeeded().out(),
                        deb.getFileName(),
                        bytes.length,
                        Sha256.of(bytes));
    }
}
