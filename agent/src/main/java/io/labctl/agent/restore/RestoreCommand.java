package io.labctl.agent.restore;

import io.labctl.agent.exit.ExitCode;
import io.labctl.agent.lock.RunLock;
import io.labctl.agent.replaced.KeptCopy;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code lab-agent restore}. */
@Command(
        name = "restore",
        description = "Put a file back that a run replaced or removed.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:put back or listed, or the file is as all kept copies are",
            "1:could not be put back, such as while a run is going on",
            "2:wrong use of this command",
            "3:no such copy is kept"
        })
public final class RestoreCommand implements Callable<Integer> {
    enum Form {
        text,
        json
    }

    private final Supplier<Restore> restore;
    private final Supplier<RunLock> lock;
    private final Supplier<JsonMapper> json;
    private final PrintWriter out;
    private final Consumer<String> say;

    @Parameters(paramLabel = "PATH", description = "The file, such as /etc/motd.")
    private Path path = Path.of("/");

    @Option(names = "--list", description = "Only show which copies are kept.")
    private boolean isList;

    @Option(
            names = "--version",
            paramLabel = "N|TIME",
            converter = WantedVersion.Reader.class,
            description =
                    "The copy with this number or time; the newest that differs from the file when"
                            + " not given.")
    private @Nullable WantedVersion version;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "With --list: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} when not given.")
    private Form output = Form.text;

    @Spec private CommandSpec spec;

    public RestoreCommand(
            Supplier<Restore> restore,
            Supplier<RunLock> lock,
            Supplier<JsonMapper> json,
            PrintWriter out,
            Consumer<String> say) {
        this.restore = restore;
        this.lock = lock;
        this.json = json;
        this.out = out;
        this.say = say;
    }

    @Override
    public Integer call() throws IOException {
        if (isList && version != null) {
            throw new ParameterException(spec.commandLine(), "--list takes no --version");
        }
        if (path.toString().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "PATH is empty");
        }
        if (!isList && output == Form.json) {
            throw new ParameterException(spec.commandLine(), "-o json needs --list");
        }
        String absolute = path.toAbsolutePath().normalize().toString();
        List<KeptCopy> copies = restore.get().newestFirst(absolute);
        if (copies.isEmpty()) {
            say.accept(
                    "no copy of '%s' is kept%s"
                            .formatted(Printable.of(absolute), restore.get().hint(absolute)));
            return ExitCode.NOT_THERE;
        }
        return isList ? list(copies) : underLock(absolute);
    }

    private int list(List<KeptCopy> copies) throws IOException {
        var versions = new ArrayList<KeptVersion>();
        for (KeptCopy each : copies) {
            versions.add(
                    new KeptVersion(versions.size() + 1, each.time(), each.size(), each.sha256()));
        }
        if (output == Form.json) {
            out.println(WireJson.indented(json.get(), versions));
        } else {
            out.printf("%-7s  %-24s  %10s  %s%n", "VERSION", "TIME", "SIZE", "SHA256");
            versions.forEach(
                    each ->
                            out.printf(
                                    "%-7d  %-24s  %10d  %s%n",
                                    each.version(), each.time(), each.size(), each.sha256()));
        }
        out.flush();
        return ExitCode.OK;
    }

    private int underLock(String absolute) throws IOException {
        return switch (lock.get().take()) {
            case RunLock.HeldBy holder -> throw new Conflict("a run is going on: " + holder);
            case RunLock.Taken taken -> {
                try (taken) {
                    restore.get().finish().ifPresent(say);
                    yield putBack(absolute);
                }
            }
        };
    }

    private int putBack(String absolute) throws IOException {
        Optional<KeptCopy> wanted =
                version == null
                        ? restore.get().newestOther(absolute)
                        : version.among(restore.get().newestFirst(absolute));
        if (wanted.isEmpty() && version != null) {
            say.accept(
                    "no such copy of '%s' is kept; see them with 'lab-agent restore --list %s'"
                            .formatted(Printable.of(absolute), Printable.of(absolute)));
            return ExitCode.NOT_THERE;
        }
        if (wanted.isEmpty()) {
            say.accept("'%s' is as all kept copies of it are".formatted(Printable.of(absolute)));
            return ExitCode.OK;
        }
        KeptCopy copy = wanted.get();
        List<String> dropped = restore.get().putBack(absolute, copy);
        out.printf("%s is again as it was until %s%n", Printable.of(absolute), copy.time());
        out.flush();
        dropped.forEach(say);
        say.accept("if the catalog manages it, the next run puts the catalog's version back");
        return ExitCode.OK;
    }
}
