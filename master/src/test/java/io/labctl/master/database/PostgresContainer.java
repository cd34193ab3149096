package io.labctl.master.database;

import io.labctl.catalog.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
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
        Assumptions.assumeTrue(engineAnswers(), "no Docker engine answers");
        makeImage();
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

    private static boolean engineAnswers() {
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static void makeImage() {
        try {
            Path log = Files.createTempFile("postgres-image", ".log");
            Process script =
                    new ProcessBuilder(SCRIPT.toString(), IMAGE)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            int code = script.waitFor();
            String said = Files.readString(log, StandardCharsets.UTF_8).strip();
            Files.delete(log);
            Assumptions.assumeTrue(
                    code == 0,
                    () ->
                            "the image could not be made: "
                                    + said.lines().reduce("", (_, line) -> line));
        } catch (IOException e) {
            Assumptions.abort("the image could not be made: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Assumptions.abort("interrupted while the image was made");
        }
    }
}
