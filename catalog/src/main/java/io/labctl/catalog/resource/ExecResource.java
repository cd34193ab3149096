package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A program that is run when its conditions say that it has to be.
 *
 * @param command a program with its arguments; no shell unless it names one
 * @param creates a path whose existence means that there is nothing to do
 * @param unless programs; there is nothing to do when any of them exits 0
 * @param onlyIf programs; there is nothing to do when any of them exits other than 0
 * @param umask 3 or 4 octal digits; null leaves the agent's
 * @param timeout for each try of the command and for each test
 * @param returns the exit codes that mean success
 * @param tries how often it is run at most until it succeeds
 * @param pause between two tries
 * @param onNotifyOnly whether it is run only when something that notifies it has changed
 */
public record ExecResource(
        String title,
        List<String> command,
        @Nullable String creates,
        List<List<String>> unless,
        List<List<String>> onlyIf,
        SortedMap<String, String> environment,
        @Nullable String directory,
        @Nullable String user,
        @Nullable String umask,
        Duration timeout,
        List<Integer> returns,
        int tries,
        Duration pause,
        boolean onNotifyOnly)
        implements Resource {
    public static final String TYPE = "exec";

    private static final int HIGHEST = 255;

    public ExecResource {
        Rules.command("command", whose(title), command);
        command = List.copyOf(command);
        unless = tests("unless", title, unless);
        onlyIf = tests("onlyIf", title, onlyIf);
        returns = List.copyOf(returns);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        environment.keySet().forEach(each -> Rules.variable("environment", each));
        Rules.account("user", user);
        Rules.umask(umask);
        if (!timeout.isPositive()) {
            throw InvalidInput.inField(
                    "timeout", "timeout of exec '%s' is not longer than 0".formatted(title));
        }
        checkTries(title, returns, tries, pause);
        if (creates != null) {
            Rules.absolutePath("creates", creates);
        }
        if (directory != null) {
            Rules.absolutePath("directory", directory);
        }
    }

    private static String whose(String title) {
        return "exec '%s'".formatted(Printable.of(title));
    }

    private static List<List<String>> tests(String field, String title, List<List<String>> tests) {
        tests.forEach(each -> Rules.command(field, whose(title), each));
        return tests.stream().map(List::copyOf).toList();
    }

    private static void checkTries(String title, List<Integer> returns, int tries, Duration pause) {
        if (tries < 1) {
            throw InvalidInput.inField(
                    "tries", "exec '%s' is not tried once at least".formatted(title));
        }
        if (pause.isNegative()) {
            throw InvalidInput.inField(
                    "tries",
                    "pause between two tries of exec '%s' is less than 0".formatted(title));
        }
        if (returns.isEmpty() || returns.stream().anyMatch(each -> each < 0 || each > HIGHEST)) {
            throw InvalidInput.inField(
                    "returns",
                    "exit codes %s of exec '%s' are not some of 0 to %d"
                            .formatted(returns, title, HIGHEST));
        }
    }

    @Override
    @JsonIgnore
    public List<String> paths() {
        return creates == null ? List.of() : List.of(creates);
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, title);
    }

    @Override
    @JsonIgnore
    public List<ResourceId> comesAfter() {
        return user == null ? List.of() : List.of(new ResourceId(UserResource.TYPE, user));
    }
}
