package io.labctl.catalog.module;

import io.labctl.catalog.error.LabException;
import io.labctl.catalog.name.Printable;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One reason why a catalog could not be compiled.
 *
 * @param module the module at fault; null when the site's data are at fault for all of them
 * @param file the source or data file, as its owner knows it; null when none is to blame
 * @param line from 1; 0 when unknown
 */
public record Fault(@Nullable String module, @Nullable String file, int line, String message) {
    private static final Pattern RECORD =
            Pattern.compile("Exception (?:\\w+\\.)*(.+) \\[in thread .*\\]", Pattern.DOTALL);

    /** Of what was thrown, in characters: its cause stands at its end. */
    private static final int MOST_TOLD = 500;

    /** What a module's own code ended with, as a message. */
    public static String thrown(Throwable e) {
        if (e instanceof LabException known) {
            return known.sentence();
        }
        if (e instanceof LinkageError && e.getCause() != null) {
            return inInitializer(e.getCause());
        }
        String kind = e.getClass().getSimpleName();
        String message = e.getMessage();
        return message == null
                ? "threw %s".formatted(kind)
                : "threw %s: %s".formatted(kind, Printable.of(message, MOST_TOLD));
    }

    /**
     * The first use of a class has what its initializer threw as the cause, later ones have a
     * record of that.
     */
    private static String inInitializer(Throwable cause) {
        String what = recorded(cause).orElseGet(() -> thrown(cause));
        return Arrays.stream(cause.getStackTrace())
                .filter(frame -> frame.getMethodName().equals("<clinit>"))
                .findFirst()
                .map(
                        frame ->
                                "%s in the static part of %s:%d"
                                        .formatted(
                                                what, frame.getFileName(), frame.getLineNumber()))
                .orElse(what);
    }

    private static Optional<String> recorded(Throwable cause) {
        return cause instanceof ExceptionInInitializerError
                ? Optional.ofNullable(cause.getMessage())
                        .map(RECORD::matcher)
                        .filter(Matcher::matches)
                        .map(record -> "threw " + Printable.of(record.group(1), MOST_TOLD))
                : Optional.empty();
    }

    /** One line for people: {@code module base-server: BaseServer.java:31: message}. */
    public String sentence() {
        String of = module == null ? "" : "module " + module + ": ";
        String at = file == null ? "" : line > 0 ? file + ":" + line + ": " : file + ": ";
        return of + at + message;
    }
}
