package io.labctl.agent.type.sysctl;

import io.labctl.agent.machine.Root;
import io.labctl.catalog.file.FolderEntries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All files that are read at boot, in the order in which they are: by name, whichever folder they
 * are in. Of two with the same name, that of the folder named first here counts (sysctl.d(5)).
 */
record SettingsFiles(List<SettingsFile> all) {
    private static final List<String> FOLDERS =
            List.of(
                    "/etc/sysctl.d",
                    "/run/sysctl.d",
                    "/usr/local/lib/sysctl.d",
                    "/usr/lib/sysctl.d",
                    "/lib/sysctl.d");

    /** Read last by {@code sysctl --system}. */
    private static final String LAST = "/etc/sysctl.conf";

    SettingsFiles {
        all = List.copyOf(all);
    }

    static SettingsFiles read(Root root) throws IOException {
        var byName = new TreeMap<String, String>();
        for (String folder : FOLDERS) {
            for (String name : namesIn(root.at(folder))) {
                byName.putIfAbsent(name, folder + "/" + name);
            }
        }
        var paths = new ArrayList<>(byName.values());
        paths.add(LAST);
        var files = new ArrayList<SettingsFile>();
        for (String path : paths) {
            Path file = root.at(path);
            if (Files.isRegularFile(file)) {
                files.add(
                        SettingsFile.of(path, Files.readString(file, StandardCharsets.ISO_8859_1)));
            }
        }
        return new SettingsFiles(files);
    }

    private static List<String> namesIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return FolderEntries.of(folder).stream()
                .map(each -> String.valueOf(each.getFileName()))
                .filter(name -> name.endsWith(".conf"))
                .toList();
    }

    /** The last file after the one at this path that sets something, if any does. */
    Optional<SettingsFile> lastAfter(String path, String name) {
        String own = path.substring(path.lastIndexOf('/') + 1);
        return all.reversed().stream()
                .takeWhile(file -> isAfter(file, own))
                .filter(file -> file.value(name).isPresent())
                .findFirst();
    }

    private static boolean isAfter(SettingsFile file, String own) {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        return file.path().equals(LAST) || name.compareTo(own) > 0;
    }
}
