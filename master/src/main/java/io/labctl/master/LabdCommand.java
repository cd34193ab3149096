package io.labctl.master;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.usage.Told;
import io.labctl.catalog.usage.WrongUse;
import io.labctl.master.config.LabdConfig;
import io.labctl.master.store.SqlFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of labd. */
@Command(
        name = "labd",
        mixinStandardHelpOptions = true,
        versionProvider = LabdCommand.Version.class,
        description = "The labctl master: CA, enrolment, catalogs, reports, REST.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ended as it was asked to, by SIGTERM or SIGINT",
            "1:could not start, or stopped because something in it died",
            "2:the command line or a setting is wrong"
        })
final class LabdCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(LabdCommand.class);

    @Option(names = "--config", paramLabel = "FILE", description = "labd.yaml; none unless given.")
    private @Nullable Path file;

    @Option(names = "--data", paramLabel = "DIR", description = "The folder that labd owns.")
    private @Nullable String data;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS:PORT",
            description = "Where to listen; 0.0.0.0:7443 unless given.")
    private @Nullable String listen;

    @Option(
            names = "--name",
            paramLabel = "HOST",
            description = "A name that labd is reached by; repeatable.")
    private List<String> names = List.of();

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "A JDBC URL; an embedded PostgreSQL unless given.")
    private @Nullable String database;

    @Option(
            names = "--site",
            paramLabel = "DIR",
            description = "The folder with site.yaml; 'site' in the data folder unless given.")
    private @Nullable String site;

    private final Map<String, String> environment;

    private final CleanEnd end;

    private final Greeting greeting;

    @Spec private CommandSpec spec;

    LabdCommand(Map<String, String> environment, CleanEnd end, Greeting greeting) {
        this.environment = environment;
        this.end = end;
        this.greeting = greeting;
    }

    static CommandLine commandLine(
            Map<String, String> environment, CleanEnd end, Greeting greeting) {
        var commands = new CommandLine(new LabdCommand(environment, end, greeting));
        return WrongUse.toldBy(commands, sentence -> say(commands, sentence))
                .setExecutionExceptionHandler(
                        (e, line, _) -> {
                            say(line, Told.by("labd", sentence(e)));
                            return e instanceof InvalidInput
                                    ? CommandLine.ExitCode.USAGE
                                    : CommandLine.ExitCode.SOFTWARE;
                        });
    }

    private static void say(CommandLine line, String sentence) {
        line.getErr().println(Told.in(sentence));
        line.getErr().flush();
    }

    @Override
    public Integer call() throws InterruptedException {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        LabdConfig config = config();
        makeFolder(config.data());
        try (var labd = Labd.start(config, Clock.systemUTC(), new SecureRandom())) {
            greet(config, labd);
            return end.await();
        }
    }

    private void greet(LabdConfig config, ServingLabd labd) {
        String url = config.url(labd.port());
        Path admin = labd.admin().config();
        greeting.say(url, config.data(), admin)
                .ifPresent(
                        why ->
                                say(
                                        spec.commandLine(),
                                        "labd: it is ready on %s and could not say so, the output could not be written: %s; the admin credential is in %s"
                                                .formatted(url, why, admin.getParent())));
    }

    private static void makeFolder(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            if (Files.isRegularFile(data)) {
                throw new Unavailable(
                        "the data folder '%s' is a file, not a folder; give another with --data"
                                .formatted(data),
                        e);
            }
            throw new Unavailable(
                    "the data folder '%s' cannot be made: %s"
                            .formatted(data, FileTrouble.reason(e)),
                    e);
        }
    }

    /** What a person should read; the log has the rest of what nobody expected. */
    private static String sentence(Exception e) {
        return switch (e) {
            case LabException known -> known.sentence();
            case UncheckedIOException io when io.getCause() != null ->
                    FileTrouble.sentence(io.getCause());
            default -> {
                SqlFailure.told(LOG.atError(), e).log("labd ends");
                yield SqlFailure.of(e)
                        .map(sql -> "the database refused a statement: " + sql.said())
                        .orElse("unexpected error: " + e);
            }
        };
    }

    private LabdConfig config() {
        var flags = new LinkedHashMap<String, String>();
        putGiven(flags, "data", data);
        putGiven(flags, "listen", listen);
        putGiven(flags, "database.url", database);
        putGiven(flags, "site", site);
        if (!names.isEmpty()) {
            flags.put("names", String.join(",", names));
        }
        return LabdConfig.read(Optional.ofNullable(file), environment, flags);
    }

    private static void putGiven(Map<String, String> flags, String key, @Nullable String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }

    /** Reads the version only when it is asked for. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"labd " + Labd.version()};
        }
    }
}
