package io.labctl.master;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.master.ca.CaConfig;
import io.labctl.master.config.LabdConfig;
import io.labctl.master.database.DatabaseConfig;
import io.labctl.master.http.HttpConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The folder that labd owns.")
    private Path data;

    @Option(
            names = "--listen",
            defaultValue = "0.0.0.0:7443",
            paramLabel = "ADDRESS:PORT",
            description = "Where to listen; ${DEFAULT-VALUE} unless given.")
    private String listen;

    @Option(names = "--name", paramLabel = "HOST", description = "A name that labd is reached by; repeatable.")
    private List<String> names = List.of();

    @Option(names = "--database", paramLabel = "URL", description = "A JDBC URL; an embedded PostgreSQL unless given.")
    private @Nullable String database;

    @Option(names = "--site", paramLabel = "DIR", description = "The folder with site.yaml; DIR/site unless given.")
    private @Nullable Path site;

    static int execute(String[] args) {
        return new CommandLine(new LabdCommand())
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
        Files.createDirectories(data);
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            await(stopped);
            Runtime.getRuntime().halt(0); // otherwise Java would report the signal as a failure
        }));
        try (var labd = Labd.start(config(), Clock.systemUTC(), new SecureRandom())) {
            System.out.printf("labd %s is ready on https://%s:%d, its data are in %s%n",
                    Labd.version(), names.isEmpty() ? "localhost" : names.getFirst(), labd.port(), data);
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
        return new LabdConfig(
                data,
                names,
                site == null ? data.resolve("site") : site,
                new HttpConfig(address(listen), 512, 8 << 20, 64 << 20, Duration.ofSeconds(30)),
                new DatabaseConfig(database, null, null, data.resolve("postgres"), 10),
                new CaConfig(data.resolve("ca.key"), null, Duration.ofDays(365), Duration.ofDays(365), Duration.ofDays(365)),
                Duration.ofDays(30));
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new InvalidInput("listen '%s' is not of the form ADDRESS:PORT".formatted(text), e);
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
