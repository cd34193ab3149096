package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
 * @param unless a program whose exit 0 means that there is nothing to do; empty means no such test
 * @param onlyIf a program whose exit other than 0 means that there is nothing to do; empty means no
 *     such test
 * @param timeout for the command and for each test
 * @param onNotifyOnly whether it is run only when something that notifies it has changed
 */
public record ExecResource(
        String title,
        List<String> command,
        @Nullable String creates,
        List<String> unless,
        List<String> onlyIf,
        SortedMap<String, String> environment,
        @Nullable String directory,
        @Nullable String user,
        Duration timeout,
        boolean onNotifyOnly)
        implements Resource {
    public static final String TYPE = "exec";

    public ExecResource {
        Rules.command("command", command);
        command = List.copyOf(command);
        unless = List.copyOf(unless);
        onlyIf = List.copyOf(onlyIf);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        Rules.account("user", user);
        if (creates != null) {
            Rules.absolutePath(creates);
        }
        if (directory != null) {
            Rules.absolutePath(directory);
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
