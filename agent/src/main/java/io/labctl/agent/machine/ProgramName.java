package io.labctl.agent.machine;

import io.labctl.catalog.name.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program as a command names it: by a path, or by a name that is looked for in {@code PATH}.
 *
 * @param name the path or the name
 * @param searched folders, with colons between them
 * @param directory where the command runs, from which a relative path is meant
 */
record ProgramName(String name, String searched, Path directory) {
    private static final int LONGEST_FIRST_LINE = 256;
    private static final Pattern INTERPRETER = Pattern.compile("#![ \t]*([^ \t\n]+)");

    /** Why it cannot be started, as far as looking tells; empty where nothing is wrong with it. */
    Optional<String> trouble() {
        try {
            return name.contains("/") ? trouble(directory.resolve(name)) : troubleInSearch();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private Optional<String> troubleInSearch() {
        List<Path> found =
                Arrays.stream(searched.split(":", -1))
                        .map(folder -> directory.resolve(folder).resolve(name))
                        .filter(Files::isRegularFile)
                        .toList();
        return found.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .or(() -> found.stream().findFirst())
                .map(this::trouble)
                .orElseGet(
                        () ->
                                Optional.of(
                                        "no program '%s' in PATH (%s)"
                                                .formatted(Printable.of(name), searched)));
    }

    private Optional<String> trouble(Path file) {
        String shown = Printable.of(file.normalize().toString());
        if (!Files.exists(file)) {
            return Optional.of(missing(file));
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of("'%s' is no file, so no program".formatted(shown));
        }
        if (!Files.isExecutable(file)) {
            return Optional.of("'%s' is not executable (chmod +x)".formatted(shown));
        }
        return interpreter(file)
                .filter(each -> !Files.exists(directory.resolve(each)))
                .map(
                        each ->
                                "'%s' needs '%s' (its first line), which is not on this machine"
                                        .formatted(shown, Printable.of(each)));
    }

    static String missing(Path file) {
        return "no program '%s' on this machine"
                .formatted(Printable.of(file.normalize().toString()));
    }

    private static Optional<String> interpreter(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String line =
                    new String(in.readNBytes(LONGEST_FIRST_LINE), StandardCharsets.ISO_8859_1);
            Matcher start = INTERPRETER.matcher(line);
            return start.lookingAt() ? Optional.of(start.group(1)) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // what cannot be read can be executed all the same
        }
    }
}
