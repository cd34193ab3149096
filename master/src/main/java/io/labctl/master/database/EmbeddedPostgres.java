package io.labctl.master.database;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of labd's own, so that a bare machine needs no set-up: unpacked from a Maven
 * artifact, initialised once, started with labd and stopped with it. It listens on loopback only
 * and wants a password (scram-sha-256). When labd was killed, the next start stops what may have
 * been left running and carries on with the same data.
 */
final class EmbeddedPostgres {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration LEFT_OVER_STOPS = Duration.ofSeconds(10);

    private final PostgresServer server;
    private final Secret password;
    private final FolderLock lock;

    private EmbeddedPostgres(PostgresServer server, Secret password, FolderLock lock) {
        this.server = server;
        this.password = password;
        this.lock = lock;
    }

    /**
     * Starts the server; it may not answer yet when this returns.
     *
     * @param directory owned by labd: programs, data, password and log live in it
     */
    static EmbeddedPostgres start(
            Path directory, PostgresBundle bundle, SecureRandom random, Ticker ticker) {
        try {
            Files.createDirectories(directory);
            FolderLock lock = FolderLock.take(directory);
            try {
                PostgresFolder folder = PostgresFolder.in(directory);
                folder.leftOver().ifPresent(server -> folder.stop(server, LEFT_OVER_STOPS));
                Path passwordFile = directory.resolve("password");
                Secret password = new DatabasePassword(random).readOrMake(passwordFile);
                folder.prepare(bundle, user(), passwordFile);
                var server = new PostgresServer(folder, freePort(), new Pauses(random), ticker);
                LOG.atInfo()
                        .addKeyValue("data", folder.data())
                        .addKeyValue("port", server.port())
                        .addKeyValue("version", bundle.version())
                        .log("starting the embedded PostgreSQL");
                server.start();
                return new EmbeddedPostgres(server, password, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new Unavailable(
                    "the embedded database's folder '%s' is not usable: %s"
                            .formatted(directory, FileTrouble.reason(e)),
                    e);
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.port());
    }

    static String user() {
        return "labd";
    }

    Secret password() {
        return password;
    }

    /** Fails with PostgreSQL's own words when it has ended by itself. */
    void checkAlive() {
        server.checkAlive();
    }

    /** What is wrong with it, for people; empty when nothing is. */
    Optional<String> trouble() {
        return server.trouble();
    }

    /**
     * Stops the server and lets another labd have the folder.
     *
     * @param limit how long this may take
     */
    void stop(Duration limit) {
        server.stop(limit);
        lock.close();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
