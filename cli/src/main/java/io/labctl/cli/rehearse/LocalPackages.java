package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A folder that apt can install from without any network: small packages made on the spot, and
 * their index.
 */
final class LocalPackages {
    private static final List<LocalPackage> PACKAGES =
            List.of(
                    new LocalPackage(
                            "rehearsal-greeting",
                            "1.0",
                            "says hello from a rehearsal node",
                            "echo \"hello from $(hostname)\""),
                    // Where the machine has no cron: a job's file can then be managed, and nothing
                    // runs it.
                    new LocalPackage(
                            "cron",
                            "0~rehearsal",
                            "stand-in for the cron daemon, runs nothing",
                            "echo 'a stand-in: no job is run' >&2; exit 1"));

    private final Path folder;
    private final Commands commands;

    /**
     * One program in a package of its own.
     *
     * @param script what the program does
     */
    private record LocalPackage(String name, String version, String description, String script) {
        String control() {
            return """
            Package: %s
            Version: %s
            Architecture: all
            Maintainer: labctl rehearsal <root@localhost>
            Section: misc
            Priority: optional
            Description: %s
            """
                    .formatted(name, version, description);
        }

        String file() {
            return name + ".deb";
        }
    }

    LocalPackages(Path folder, Commands commands) {
        this.folder = folder;
        this.commands = commands;
    }

    void ensure() {
        Path index = folder.resolve("Packages");
        if (Files.exists(index)) {
            return;
        }
        try {
            var stanzas = new StringBuilder();
            for (LocalPackage each : PACKAGES) {
                stanzas.append(build(each)).append('\n');
            }
            Files.writeString(index, stanzas);
        } catch (IOException e) {
            throw new Unavailable("packages cannot be made in '%s'".formatted(folder), e);
        }
    }

    /** Builds it; answers its stanza of the index. */
    private String build(LocalPackage each) throws IOException {
        Path tree = folder.resolve("tree").resolve(each.name());
        lay(each, tree);
        Path deb = folder.resolve(each.file());
        commands.must(
                List.of(
                        "dpkg-deb",
                        "--root-owner-group",
                        "--build",
                        tree.toString(),
                        deb.toString()));
        byte[] bytes = Files.readAllBytes(deb);
        return each.control()
                + "Filename: ./%s\nSize: %d\nSHA256: %s\n"
                        .formatted(each.file(), bytes.length, Sha256.of(bytes));
    }

    private static void lay(LocalPackage each, Path tree) throws IOException {
        Files.createDirectories(tree.resolve("DEBIAN"));
        Files.createDirectories(tree.resolve("usr/bin"));
        Files.writeString(tree.resolve("DEBIAN/control"), each.control());
        String program = "usr/bin/" + each.name();
        Files.writeString(tree.resolve(program), "#!/bin/sh\n" + each.script() + "\n");
        for (String readable : List.of("", "DEBIAN", "usr", "usr/bin", program)) {
            Files.setPosixFilePermissions(
                    tree.resolve(readable), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
