package io.labctl.deploy.loop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.wire.WireJson;
import io.labctl.master.database.Database;
import io.labctl.master.database.DatabaseConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** Two packaged labds over one PostgreSQL, behind a balancer, and labctl for them. */
final class Replicas implements AutoCloseable {
    /** In the test's JVM there is only what starts and ends the database. */
    private static final int CONNECTIONS = 2;

    private final Path folder;
    private final Database database;
    private final List<Replica> labds = new ArrayList<>();
    private final List<Running> started = new ArrayList<>();
    private final Balancer balancer;

    private Replicas(Path folder) throws IOException {
        this.folder = folder;
        Path postgres = folder.resolve("postgres");
        this.database =
                Database.open(
                        new DatabaseConfig(null, null, null, postgres, CONNECTIONS),
                        new SecureRandom(),
                        Ticker.systemTicker());
        try {
            Map<String, String> settings = settings(postgres);
            labds.add(new Replica(folder, "labd-1", settings));
            labds.add(new Replica(folder, "labd-2", settings));
            this.balancer = new Balancer(labds.stream().map(Replica::port).toList());
            configureLabctl();
        } catch (IOException | RuntimeException | Error e) {
            closeAll();
            throw e;
        }
    }

    static Replicas start(Path folder) throws IOException {
        assumeTrue(
                Files.isExecutable(Means.DIST.resolve("bin/labctl")),
                "the programs are not built (mvn package)");
        Files.createDirectories(folder.resolve("site/data"));
        Files.writeString(
                folder.resolve("site/site.yaml"),
                """
                clouds:
                  metal:
                    environments: [prod]
                """);
        return new Replicas(folder);
    }

    /** PostgreSQL tells its port in the fourth line of that file. */
    private static Map<String, String> settings(Path postgres) throws IOException {
        String port = Files.readAllLines(postgres.resolve("data/postmaster.pid")).get(3).strip();
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Map.of(
                "LABD_DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(port),
                "LABD_DATABASE_USER",
                "labd",
                "LABD_DATABASE_PASSWORD",
                Files.readString(postgres.resolve("password")).strip(),
                "LABD_CA_KEY",
                Base64.getEncoder().encodeToString(key),
                "JAVA_HOME",
                System.getProperty("java.home"));
    }

    private void configureLabctl() throws IOException {
        String ofOne = Files.readString(labds.getFirst().admin().resolve("config.yaml"));
        Files.writeString(
                folder.resolve("labctl.yaml"),
                ofOne.replaceFirst("server: \\S+", "server: " + url()));
    }

    /** Of both. */
    String url() {
        return balancer.url();
    }

    /** These take turns. */
    Replica ofRound(int number) {
        return labds.get(number % labds.size());
    }

    Running.Ended labctl(String... arguments) {
        return start(List.of(arguments)).end();
    }

    /** labctl with these arguments. */
    Running start(List<String> arguments) {
        var argv = new ArrayList<>(List.of(program("labctl")));
        argv.addAll(arguments);
        return run(argv);
    }

    /** Any program that may start labctl. */
    Running run(List<String> argv) {
        Running program =
                Running.start(
                        folder,
                        Map.of(
                                "LABCTL_CONFIG",
                                folder.resolve("labctl.yaml").toString(),
                                "JAVA_HOME",
                                System.getProperty("java.home")),
                        argv);
        started.add(program);
        return program;
    }

    static String program(String name) {
        return Means.DIST.resolve("bin/" + name).toString();
    }

    /** The newest first. */
    List<SessionView> sessions(int count) {
        String out =
                labctl("get", "sessions", "-n", Integer.toString(count), "-o", "json")
                        .succeeded()
                        .out();
        return WireJson.mapper().readValue(out, new TypeReference<Items<SessionView>>() {}).items();
    }

    /** What a test that has failed has left behind goes too. */
    @Override
    public void close() throws IOException {
        for (Running each : started) {
            boolean _ = each.killBelow(_ -> true);
            each.kill();
        }
        balancer.close();
        closeAll();
    }

    private void closeAll() {
        labds.forEach(Replica::close);
        database.close();
    }
}
