package io.labctl.catalog.module;

import io.labctl.catalog.resource.ExecResource;
import io.labctl.catalog.resource.Resource;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Declares an {@link ExecResource}. */
public final class ExecDeclaration extends Declaration<ExecDeclaration> {
    private final String title;
    private List<String> command = List.of();
    private @Nullable String creates;
    private List<String> unless = List.of();
    private List<String> onlyIf = List.of();
    private final SortedMap<String, String> environment = new TreeMap<>();
    private @Nullable String directory;
    private @Nullable String user;
    private Duration timeout = Duration.ofMinutes(5);
    private boolean onNotifyOnly;

    ExecDeclaration(String title) {
        this.title = title;
    }

    /** A program and its arguments; no shell unless it names one. */
    public ExecDeclaration command(String... argv) {
        this.command = List.of(argv);
        return this;
    }

    /** Nothing to do where this path exists. */
    public ExecDeclaration creates(String path) {
        this.creates = path;
        return this;
    }

    /** Nothing to do where this exits 0. */
    public ExecDeclaration unless(String... argv) {
        this.unless = List.of(argv);
        return this;
    }

    /** Nothing to do unless this exits 0. */
    public ExecDeclaration onlyIf(String... argv) {
        this.onlyIf = List.of(argv);
        return this;
    }

    /** Sets a variable for the command and for each test. */
    public ExecDeclaration environment(String variable, String value) {
        this.environment.put(variable, value);
        return this;
    }

    /** Where it runs; {@code /} unless set. */
    public ExecDeclaration directory(String path) {
        this.directory = path;
        return this;
    }

    /** Who runs it; the agent, so root, unless set. */
    public ExecDeclaration user(String account) {
        this.user = account;
        return this;
    }

    /** For the command and for each test; 5 minutes unless set. */
    public ExecDeclaration timeout(Duration limit) {
        this.timeout = limit;
        return this;
    }

    /** Runs only when one of these has changed, once, after all changes of a run. */
    public ExecDeclaration onNotify(Declaration<?>... changes) {
        this.onNotifyOnly = true;
        return notifiedBy(changes);
    }

    @Override
    Resource resource() {
        return new ExecResource(
                title,
                command,
                creates,
                unless,
                onlyIf,
                environment,
                directory,
                user,
                timeout,
                onNotifyOnly);
    }

    @Override
    ExecDeclaration self() {
        return this;
    }
}
