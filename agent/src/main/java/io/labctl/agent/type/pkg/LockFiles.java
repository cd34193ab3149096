package io.labctl.agent.type.pkg;

import io.labctl.agent.machine.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the versionlock plugins of dnf 4 and 5 keep the holds. */
record LockFiles(Root root) {
    private static final String SETTINGS = "/etc/dnf/plugins/versionlock.conf";
    private static final List<String> USUAL =
            List.of(SETTINGS, "/etc/dnf/plugins/versionlock.list", "/etc/dnf/versionlock.toml");
    private static final Pattern ELSEWHERE =
            Pattern.compile("\\s*locklist\\s*[=:]\\s*(/.*\\S)\\s*");

    /** Others than before when any of the files has been written, made or removed. */
    List<String> stamps() throws IOException {
        var stamps = new ArrayList<String>();
        for (String path : USUAL) {
            stamps.add(stamp(root.at(path)));
        }
        for (String line : lines(root.at(SETTINGS))) {
            Matcher elsewhere = ELSEWHERE.matcher(line);
            if (elsewhere.matches()) {
                stamps.add(stamp(root.at(elsewhere.group(1))));
            }
        }
        return stamps;
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? Files.readAllLines(file, StandardCharsets.ISO_8859_1)
                : List.of();
    }

    private static String stamp(Path file) throws IOException {
        try {
            var at = Files.readAttributes(file, BasicFileAttributes.class);
            return "%s %d %s".formatted(at.lastModifiedTime(), at.size(), at.fileKey());
        } catch (NoSuchFileException _) {
            return "none";
        }
    }
}
