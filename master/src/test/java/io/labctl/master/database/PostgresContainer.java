package io.labctl.master.database;

import io.labctl.catalog.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A PostgreSQL in a container, from an image that {@code deploy/test/postgres-image} makes on this
 * machine: no registry is asked.
 */
final class PostgresContainer {
    private static final String IMAGE = "labctl-test-postgres:local";
    private static final Path SCRIPT = Path.of("..", "deploy", "test", "postgres-image");
    private static final String PASSWORD = "only-for-tests";
    private static final int PORT = 5432;

    private PostgresContainer() {}

    @SuppressWarnings("resource") // it lives until the JVM ends
    static TestPostgres start() {
        var container =
                new GenericContainer<>(DockerImageName.parse(IMAGE))
                        .withImagePullPolicy(_ -> false)
                        .withEnv("POSTGRES_PASSWORD", PASSWORD)
                        .withExposedPorts(PORT);
        container.start();
        TestPostgres.atTheEnd(container::stop);
        String address = container.getHost() + ":" + container.getMappedPort(PORT);
        return new TestPostgres(address, "labd", new Secret(PASSWORD));
    }

    /** Why there can be none here; empty when there can. */
    static Optional<String> obstacle() {
        try {
            if (run("docker", "version").isPresent()) {
                return Optional.of("no Docker engine answers");
            }
            return run(SCRIPT.toString(), IMAGE)
                    .map(why -> "the image for the database could not be made: " + why);
        } catch (IOException e) {
            return Optional.of("there is no Docker here: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while the image was made");
        }
    }

    /** The last line that it said, when it failed. */
    private static Optional<String> run(String... command)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("postgres-image", ".log");
        try {
            int code =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start()
                            .waitFor();
            String said = Files.readString(log, StandardCharsets.UTF_8).strip();
            return code == 0
                    ? Optional.empty()
                    : Optional.of(said.lines().reduce("", (_, line) -> line));
        } finally {
            Files.delete(log);
        }
    }
}
