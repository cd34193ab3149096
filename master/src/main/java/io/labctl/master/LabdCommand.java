package io.labctl.master;

import io.labctl.catalog.error.LabException;
import io.labctl.master.config.LabdConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of labd. */
@Command(
        name = "labd",
        mixinStandardHelpOptions = true,
        versionProvider = LabdCommand.Version.class,
        description = "The labctl master: CA, enrolment, catalogs, reports, REST.")
final class LabdCommand implements Callable<Integer> {
    private static final int MOST_SECONDS_TO_STOP = 10;

    @Option(names = "--config", paramLabel = "FILE", description = "labd.yaml; none unless given.")
    private @Nullable Path file;

    @Option(names = "--data", paramLabel = "DIR", description = "The folder that labd owns.")
    private @Nullable String data;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS:PORT",
            description = "Where to listen; 0.0.0.0:7443 unless given.")
    private @Nullable String listen;

    @Option(names = "--name", paramLabel = "HOST", description = "A name that labd is reached by; repeatable.")
    private List<String> names = List.of();

    @Option(names = "--database", paramLabel = "URL", description = "A JDBC URL; an embedded PostgreSQL unless given.")
    private @Nullable String database;

    @Option(
            names = "--site",
            paramLabel = "DIR",
            description = "The folder with site.yaml; 'site' in the data folder unless given.")
    private @Nullable String site;

    private final Map<String, String> environment;

    LabdCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    static int execute(String[] args, Map<String, String> environment) {
        return new CommandLine(new LabdCommand(environment))
                .setExecutionExceptionHandler((e, line, _) -> {
                    if (e instanceof LabException known) {
                        line.getErr().println("labd: " + known.sentence());
                        return 1;
                    }
                    throw e;
                })
                .execute(args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        LabdConfig config = config();
        Files.createDirectories(config.data());
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            await(stopped);
            Runtime.getRuntime().halt(0); // otherwise Java would report the signal as a failure
        }));
        try (var labd = Labd.start(config, Clock.systemUTC(), new SecureRandom())) {
            System.out.printf("labd %s is ready on https://%s:%d, its data are in %s%n",
                    Labd.version(), config.names().isEmpty() ? "localhost" : config.names().getFirst(), labd.port(), config.data());
            System.out.printf("the admin credential is in %s; whoever reads it may do everything%n",
                    labd.admin().config().getParent());
            System.out.printf("to connect: LABCTL_CONFIG=%s labctl get servers%n", labd.admin().config());
            stop.await();
        }
        stopped.countDown();
        return 0;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(MOST_SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                System.err.println("labd: did not stop in time, ending it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
