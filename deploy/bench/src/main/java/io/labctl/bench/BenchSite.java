package io.labctl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A site that gives every server 100 resources of mixed types, one of which depends on a fact. */
public final class BenchSite {
    public static final int RESOURCES = 100;
    private static final int OTHERS_PER_KIND = 33;

    private BenchSite() {}

    /** Writes it into a folder, which is made where it is missing, and answers with that. */
    public static Path write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(
                folder.resolve("site.yaml"),
                """
                clouds:
                  bench:
                    environments: [load]
                """);
        var data = new StringBuilder("base-server:\n  motd: 'load {load_averages.1m}'\n");
        data.append("  packages:\n");
        for (int i = 0; i < OTHERS_PER_KIND; i++) {
            data.append("    package-%02d: present\n".formatted(i));
        }
        data.append("  hosts:\n");
        for (int i = 0; i < OTHERS_PER_KIND; i++) {
            data.append("    host-%02d.example: {ip: 192.0.2.%d}\n".formatted(i, i + 1));
        }
        data.append("  groups:\n");
        for (int i = 0; i < OTHERS_PER_KIND; i++) {
            data.append("    group-%02d: {gid: %d}\n".formatted(i, 5000 + i));
        }
        Files.writeString(folder.resolve("data/common.yaml"), data.toString());
        return folder;
    }
}
