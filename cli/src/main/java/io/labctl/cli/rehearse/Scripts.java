package io.labctl.cli.rehearse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The shell scripts that come with this package, as arguments for {@code sh}. */
final class Scripts {
    private static final String RECORD = text("record.sh");
    private static final String NODE = text("node.sh");

    private Scripts() {}

    /** The same command, by a process that first writes down who it is. */
    static List<String> recorded(Path file, List<String> command) {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", RECORD, "record", file.toString()));
        argv.addAll(command);
        return argv;
    }

    static List<String> node(List<String> arguments) {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", NODE, "node"));
        argv.addAll(arguments);
        return argv;
    }

    static String text(String name) {
        try (var in = Scripts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource '%s' is missing".formatted(name));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
