package io.labctl.master.database;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Path home;
    private final Path data;
    private final Path log;
    private final Secret password;
    private final int port;
    private final FolderLock lock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Process process;

    private EmbeddedPostgres(Path directory, Path home, Secret password, int port, FolderLock lock)
            throws IOException {
        this.home = home;
        this.data = directory.resolve("data");
        this.log = directory.resolve("postgres.log");
        this.password = password;
        this.port = port;
        this.lock = lock;
        this.process = launchServer();
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
                    "the embedded database's folder '%s' is not usable: %s".formatted(directory, e), e);
        }
    }

    private static EmbeddedPostgres start(
            Path directory, DatabasePassword passwords, FolderLock lock) throws IOException {
            Path home = PostgresPrograms.unpackInto(directory);
            Path data = directory.resolve("data");
            Path log = directory.resolve("postgres.log");
            Secret password = passwords.readOrMake(directory.resolve("password"));
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(home, data, directory.resolve("password"), log);
            }
            stopLeftOver(home, data);
            int port = freePort();
            LOG.atInfo()
                    .addKeyValue("data", data)
                    .addKeyValue("port", port)
                    .log("starting the embedded PostgreSQL");
            return new EmbeddedPostgres(directory, home, password, port, lock);
    }

    private Process launchServer() throws IOException {
        return launch(
                asOrdinaryUser(
                        List.of(
                                home.resolve("bin/postgres").toString(),
                                "-D",
                                data.toString(),
                                "-p",
                                String.valueOf(port),
                                "-h",
                                "127.0.0.1",
                                "-k",
                                "")),
                log);
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
                        .addKeyValue("said", lastLine(log))
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
            process = launchServer();
        } catch (IOException e) {
            LOG.atError().setCause(e).log("the embedded PostgreSQL could not be started; trying again");
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
                            .formatted(process.exitValue(), lastLine(log)));
        }
    }

    @Override
    public synchronized void close() {
        closing.countDown();
        stop(home, data);
        process.destroy(); // for one that was only just started and is not known to pg_ctl yet
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        lock.close();
    }

    private static void initialise(Path home, Path data, Path passwordFile, Path log)
            throws IOException {
        LOG.atInfo().addKeyValue("data", data).log("initialising the embedded PostgreSQL");
        Path fresh = data.resolveSibling("data.new");
        deleteTree(fresh);
        Files.createDirectory(
                fresh,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        run(
                asOrdinaryUser(
                        List.of(
                                home.resolve("bin/initdb").toString(),
                                "-D",
                                fresh.toString(),
                                "-U",
                                user(),
                                "-A",
                                "scram-sha-256",
                                "--pwfile=" + passwordFile,
                                "-E",
                                "UTF8",
                                "--locale=C")),
                log,
                "initialise the embedded PostgreSQL");
        Files.move(fresh, data);
    }

    /**
     * After a kill -9 of labd its PostgreSQL runs on; it is asked to stop before a new one starts. A
     * number in the file that by now belongs to another program is left alone.
     */
    private static void stopLeftOver(Path home, Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        if (isOurs(home, Files.readString(file))) {
            stop(home, data);
        } else {
            Files.delete(file);
        }
    }

    private static boolean isOurs(Path home, String pidFile) throws IOException {
        String pid = pidFile.lines().findFirst().orElse("").strip();
        if (!pid.matches("[0-9]{1,10}")) {
            return false;
        }
        String program = home.resolve("bin/postgres").toRealPath().toString();
        return ProcessHandle.of(Long.parseLong(pid))
                .flatMap(process -> process.info().command())
                .filter(program::equals)
                .isPresent();
    }

    private static void stop(Path home, Path data) {
        try {
            launch(
                            asOrdinaryUser(
                                    List.of(
                                            home.resolve("bin/pg_ctl").toString(),
                                            "stop",
                                            "-D",
                                            data.toString(),
                                            "-m",
                                            "fast",
                                            "-w",
                                            "-t",
                                            String.valueOf(STOP_LIMIT.toSeconds()))),
                            data.resolveSibling("pg_ctl.log"))
                    .waitFor();
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("data", data)
                    .setCause(e)
                    .log("the embedded PostgreSQL could not be stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * PostgreSQL refuses to run as root; in a user namespace of its own root is nobody, and owns
     * its files all the same.
     */
    private static List<String> asOrdinaryUser(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        var wrapped = new ArrayList<>(List.of("unshare", "--user"));
        wrapped.addAll(command);
        return wrapped;
    }

    private static void run(List<String> command, Path log, String purpose) throws IOException {
        try {
            int code = launch(command, log).waitFor();
            if (code != 0) {
                throw new Unavailable("could not %s: %s".formatted(purpose, lastLine(log)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while trying to %s".formatted(purpose), e);
        }
    }

    private static Process launch(List<String> command, Path log) throws IOException {
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().retainAll(List.of("PATH", "TMPDIR"));
        builder.environment().putAll(Map.of("LC_ALL", "C"));
        builder.directory(Path.of("/").toFile());
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String lastLine(Path log) {
        try (InputStream in = Files.newInputStream(log)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .reduce((_, line) -> line)
                    .orElse("it said nothing");
        } catch (IOException e) {
            return "its log %s is not readable".formatted(log);
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
