package io.labctl.master.database;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of labd's own, so that a bare machine needs no set-up: unpacked from a Maven
 * artifact, initialised once, started with labd and stopped with it. It listens on loopback only
 * and wants a password (scram-sha-256). When labd was killed, the next start stops what was left
 * running and carries on with the same data.
 */
final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final PostgresFolder folder;
    private final Secret password;
    private final int port;
    private final FolderLock lock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Process process;

    private EmbeddedPostgres(PostgresFolder folder, Secret password, int port, FolderLock lock)
            throws IOException {
        this.folder = folder;
        this.password = password;
        this.port = port;
        this.lock = lock;
        this.process = folder.startServer(port);
    }

    /**
     * Starts the server; it may not answer yet when this returns.
     *
     * @param directory owned by labd: programs, data, password and log live in it
     */
    static EmbeddedPostgres start(Path directory, DatabasePassword passwords) {
        try {
            Files.createDirectories(directory);
            FolderLock lock = FolderLock.take(directory);
            try {
                return start(directory, passwords, lock);
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

    private static EmbeddedPostgres start(
            Path directory, DatabasePassword passwords, FolderLock lock) throws IOException {
        PostgresFolder folder = PostgresFolder.in(directory);
        Path passwordFile = directory.resolve("password");
        Secret password = passwords.readOrMake(passwordFile);
        folder.initialiseOnce(user(), passwordFile);
        folder.stopLeftOver();
        int port = freePort();
        LOG.atInfo()
                .addKeyValue("data", folder.data())
                .addKeyValue("port", port)
                .log("starting the embedded PostgreSQL");
        return new EmbeddedPostgres(folder, password, port, lock);
    }

    /** From now on the server is started again, on the same port, whenever it ends by itself. */
    void supervise() {
        Thread.ofVirtual().name("postgres").start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                int code = process.waitFor();
                if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                LOG.atError()
                        .addKeyValue("exitCode", code)
                        .addKeyValue("said", folder.lastWords())
                        .log("the embedded PostgreSQL ended by itself; starting it again");
                restart();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void restart() {
        if (closing.getCount() == 0) {
            return;
        }
        try {
            process = folder.startServer(port);
        } catch (IOException e) {
            LOG.atError()
                    .setCause(e)
                    .log("the embedded PostgreSQL could not be started; trying again");
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    }

    static String user() {
        return "labd";
    }

    Secret password() {
        return password;
    }

    /** Fails with the end of PostgreSQL's own log when it has stopped by itself. */
    void checkAlive() {
        if (!process.isAlive()) {
            throw new Unavailable(
                    "the embedded PostgreSQL stopped with exit code %d: %s"
                            .formatted(process.exitValue(), folder.lastWords()));
        }
    }

    @Override
    public synchronized void close() {
        closing.countDown();
        folder.stop();
        process.destroy(); // for one that was only just started and is not known to pg_ctl yet
        try {
            if (!process.waitFor(PostgresFolder.STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        lock.close();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
