package io.labctl.agent.policy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * Which logs may be read.
 *
 * @param files those that are files
 */
record LogSettings(Optional<List<FilePattern>> files) {
    private static final List<FilePattern> USUAL_FILES = List.of(new FilePattern("/var/log/**"));

    /** Where nothing else is said. */
    static final LogSettings USUAL = new LogSettings(Optional.empty());

    /** As the shell has them; {@code **} also stands for several folders. */
    record FilePattern(String glob) {
        FilePattern {
            if (!glob.startsWith("/") || glob.contains("/../")) {
                throw new InvalidInput(
                        "file '%s' is not an absolute path".formatted(Printable.of(glob)));
            }
            try {
                var _ = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            } catch (PatternSyntaxException e) {
                throw new InvalidInput(
                        "file '%s' is not a pattern: %s"
                                .formatted(Printable.of(glob), e.getDescription()),
                        e);
            }
        }

        boolean matches(Path path) {
            return path.getFileSystem().getPathMatcher("glob:" + glob).matches(path);
        }
    }

    boolean allows(String path) {
        try {
            Path asked = Path.of(path);
            return files.orElse(USUAL_FILES).stream().anyMatch(each -> each.matches(asked));
        } catch (InvalidPathException _) {
            return false;
        }
    }
}
