package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A folder that apt can install from without any network: one small package made on the spot, and
 * its index.
 */
final class LocalPackages {
    static final String NAME = "rehearsal-greeting";
    private static final String CONTROL =
            """
            Package: rehearsal-greeting
            Version: 1.0
            Architecture: all
            Maintainer: labctl rehearsal <root@localhost>
            Section: misc
            Priority: optional
            Description: says hello from a rehearsal node
            """;

    private final Path folder;
    private final Commands commands;

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
            Path tree = folder.resolve("tree");
            lay(tree);
            String file = NAME + "_1.0_all.deb";
            Path deb = folder.resolve(file);
            commands.must(
                    List.of(
                            "dpkg-deb",
                            "--root-owner-group",
                            "--build",
                            tree.toString(),
                            deb.toString()));
            byte[] bytes = Files.readAllBytes(deb);
            Files.writeString(
                    index,
                    CONTROL
                            + "Filename: ./%s%nSize: %d%nSHA256: %s%n"
                                    .formatted(file, bytes.length, Sha256.of(bytes)));
        } catch (IOException e) {
            throw new Unavailable("package '%s' cannot be made in '%s'".formatted(NAME, folder), e);
        }
    }

    private static void lay(Path tree) throws IOException {
        Path program = tree.resolve("usr/bin").resolve(NAME);
        Files.createDirectories(tree.resolve("DEBIAN"));
        Files.createDirectories(tree.resolve("usr/bin"));
        Files.writeString(tree.resolve("DEBIAN/control"), CONTROL);
        Files.writeString(program, "#!/bin/sh\necho \"hello from $(hostname)\"\n");
        for (String readable : List.of("", "DEBIAN", "usr", "usr/bin", "usr/bin/" + NAME)) {
            Files.setPosixFilePermissions(
                    tree.resolve(readable), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
