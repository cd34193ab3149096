package io.labctl.catalog.session;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command that a person wants to be run on a machine.
 *
 * @param argv a program with its arguments, as given; no shell unless it names one
 * @param input whether the caller sends what it reads; otherwise it reads nothing
 * @param terminal the caller's, which the command then gets one like; null for none
 * @param user whom it runs as; null for the agent's own, which is root
 * @param directory where it runs; null for the user's home
 * @param environment added to what the user's programs find
 * @param timeout after which it is ended; null for never
 */
public record SessionCommand(
        List<String> argv,
        boolean input,
        @Nullable TerminalSize terminal,
        @Nullable String user,
        @Nullable String directory,
        SortedMap<String, String> environment,
        @Nullable Duration timeout)
        implements SessionTask {
    /** What a program can be started with is bounded by the kernel too (execve(2)). */
    private static final int MOST_CHARACTERS = 128 * 1024;

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}");

    public SessionCommand {
        argv = List.copyOf(argv);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        if (argv.isEmpty() || argv.getFirst().isEmpty()) {
            throw InvalidInput.inField("argv", "there is no command to run");
        }
        argv.forEach(each -> plain("argv", "the command", each));
        environment.forEach(SessionCommand::variable);
        if (user != null && !ACCOUNT.matcher(user).matches()) {
            throw InvalidInput.inField(
                    "user", "user '%s' is not an account's name".formatted(Printable.of(user)));
        }
        if (directory != null) {
            plain("directory", "the directory", directory);
            if (!directory.startsWith("/")) {
                throw InvalidInput.inField(
                        "directory",
                        "directory '%s' is not absolute".formatted(Printable.of(directory)));
            }
        }
        if (timeout != null && !timeout.isPositive()) {
            throw InvalidInput.inField("timeout", "the timeout is not longer than 0");
        }
        if (length(argv, environment) > MOST_CHARACTERS) {
            throw InvalidInput.inField(
                    "argv",
                    "the command and its environment are longer than %d characters"
                            .formatted(MOST_CHARACTERS));
        }
    }

    private static void variable(String name, String value) {
        if (!VARIABLE.matcher(name).matches()) {
            throw InvalidInput.inField(
                    "environment", "'%s' is not a variable's name".formatted(Printable.of(name)));
        }
        plain("environment", "variable " + name, value);
    }

    private static void plain(String field, String what, String text) {
        if (text.indexOf('\0') >= 0) {
            throw InvalidInput.inField(field, "%s has a NUL character in it".formatted(what));
        }
    }

    private static long length(List<String> argv, Map<String, String> environment) {
        long chars = argv.stream().mapToLong(String::length).sum();
        chars +=
                environment.entrySet().stream()
                        .mapToLong(each -> each.getKey().length() + each.getValue().length())
                        .sum();
        return chars;
    }
}
