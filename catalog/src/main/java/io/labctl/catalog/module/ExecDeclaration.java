package io.labctl.catalog.module;

import io.labctl.catalog.resource.ExecResource;
import io.labctl.catalog.resource.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Declares an {@link ExecResource}. */
public final class ExecDeclaration extends Declaration<ExecDeclaration> {
    private final String title;
    private List<String> command = List.of();
    private boolean byShell;
    private @Nullable String creates;
    private final List<List<String>> unless = new ArrayList<>();
    private final List<List<String>> onlyIf = new ArrayList<>();
    private final SortedMap<String, String> environment = new TreeMap<>();
    private @Nullable String directory;
    private @Nullable String user;
    private @Nullable String umask;
    private Duration timeout = Duration.ofMinutes(5);
    private List<Integer> returns = List.of(0);
    private int tries = 1;
    private Duration pause = Duration.ZERO;
    private boolean onNotifyOnly;

    ExecDeclaration(String title) {
        super(ExecResource.TYPE, title);
        this.title = named("title", title);
    }

    /**
     * A program and its arguments, each as it is: no shell looks at them. A program without a slash
     * is looked up in {@code PATH}, which is {@code
     * /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin} unless set. It gets this {@code
     * PATH} and {@code LC_ALL=C} as its environment, and nothing on its standard input. When it
     * fails, the last five lines that it wrote on its standard error and the last five on its
     * standard output are told in the report, at most 1000 characters of each. A daemon that it
     * leaves may go on writing there: that is read and thrown away until the daemon ends, and it is
     * neither held up nor killed by it.
     */
    public ExecDeclaration command(String... argv) {
        notBoth("command", "shell", byShell);
        return setAll("command", argv, all -> this.command = all);
    }

    /** A line for {@code /bin/sh -c}: pipes, redirections, several commands. */
    public ExecDeclaration shell(String line) {
        notBoth("shell", "command", !command.isEmpty() && !byShell);
        this.byShell = true;
        return set("shell", line, each -> this.command = inShell(each));
    }

    /**
     * Nothing to do where this path exists. When it is still not there after the command has
     * succeeded, the run warns of that, and the next one runs the command again, and notifies those
     * that this one notifies again.
     */
    public ExecDeclaration creates(String path) {
        return set("creates", path, each -> this.creates = each);
    }

    /**
     * Nothing to do where this exits 0; of several, where any does. A program that is not there
     * counts as one that exits otherwise. When none does after the command has succeeded, the run
     * warns of that, and the next one runs the command again, and notifies those that this one
     * notifies again.
     */
    public ExecDeclaration unless(String... argv) {
        return setAll("unless", argv, unless::add);
    }

    /** The same with a line for {@code /bin/sh -c}. */
    public ExecDeclaration unlessShell(String line) {
        return set("unlessShell", line, each -> unless.add(inShell(each)));
    }

    /** Nothing to do unless this exits 0; of several, unless all do. */
    public ExecDeclaration onlyIf(String... argv) {
        return setAll("onlyIf", argv, onlyIf::add);
    }

    /** The same with a line for {@code /bin/sh -c}. */
    public ExecDeclaration onlyIfShell(String line) {
        return set("onlyIfShell", line, each -> onlyIf.add(inShell(each)));
    }

    private static List<String> inShell(String line) {
        return List.of("/bin/sh", "-c", line);
    }

    /** Sets a variable for the command and for each test. */
    public ExecDeclaration environment(String variable, String value) {
        String[] parts = {variable, value};
        return setAll("environment", parts, both -> environment.put(both.get(0), both.get(1)));
    }

    /** Where it runs; {@code /} unless set. */
    public ExecDeclaration directory(String path) {
        return set("directory", path, each -> this.directory = each);
    }

    /** Who runs it; the agent, so root, unless set. */
    public ExecDeclaration user(String account) {
        return set("user", account, each -> this.user = each);
    }

    /** The umask(2) of the command and of each test, in octal: {@code 027}. */
    public ExecDeclaration umask(String digits) {
        return set("umask", digits, each -> this.umask = each);
    }

    /** The exit codes that mean success; 0 unless set. */
    public ExecDeclaration returns(Integer... codes) {
        return setAll("returns", codes, all -> this.returns = all);
    }

    /** Runs it up to this often until it succeeds, with a pause between two tries. */
    public ExecDeclaration tries(int most, Duration between) {
        this.tries = most;
        return set("tries", between, each -> this.pause = each);
    }

    /**
     * For each try of the command and for each test; 5 minutes unless set. What takes longer is
     * killed and has failed. All that it started is killed too, except a daemon that has made a
     * session of its own (setsid(2)) and whose parent has ended.
     */
    public ExecDeclaration timeout(Duration limit) {
        return set("timeout", limit, each -> this.timeout = each);
    }

    /** Runs only when one of these has changed, once, after all changes of a run. */
    public ExecDeclaration onNotify(Declaration<?>... changes) {
        this.onNotifyOnly = true;
        return notifiedBy("onNotify", changes);
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
                umask,
                timeout,
                returns,
                tries,
                pause,
                onNotifyOnly);
    }

    @Override
    ExecDeclaration self() {
        return this;
    }
}
