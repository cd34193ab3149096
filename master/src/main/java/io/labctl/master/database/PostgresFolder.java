package io.labctl.master.database;

import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's programs and one set of data, and what can be done to them from outside.
 *
 * @param home holds {@code bin/}
 * @param data PostgreSQL's own folder
 * @param log what its programs said
 */
record PostgresFolder(Path home, Path data, Path log) {
    static final Duration STOP_LIMIT = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(PostgresFolder.class);

    /** Unpacks the programs when they are not there yet. */
    static PostgresFolder in(Path directory) throws IOException {
        return new PostgresFolder(
                PostgresPrograms.unpackInto(directory),
                directory.resolve("data"),
                directory.resolve("postgres.log"));
    }

    /** Makes the data unless they are there; what was only half made before is thrown away. */
    void initialiseOnce(String user, Path passwordFile) throws IOException {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        LOG.atInfo().addKeyValue("data", data).log("initialising the embedded PostgreSQL");
        Path fresh = data.resolveSibling("data.new");
        deleteTree(fresh);
        Files.createDirectory(
                fresh,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var initdb = new ArrayList<>(List.of("initdb", "-D", fresh.toString(), "-U", user));
        initdb.addAll(List.of("-A", "scram-sha-256", "--pwfile=" + passwordFile));
        initdb.addAll(List.of("-E", "UTF8", "--locale=C"));
        if (run(initdb, log) != 0) {
            throw new Unavailable(
                    "could not initialise the embedded PostgreSQL: %s".formatted(lastWords()));
        }
        Files.move(fresh, data);
    }

    /** On loopback only, without a socket file. */
    Process startServer(int port) throws IOException {
        return launch(
                List.of(
                        "postgres",
                        "-D",
                        data.toString(),
                        "-p",
                        String.valueOf(port),
                        "-h",
                        "127.0.0.1",
                        "-k",
                        ""),
                log);
    }

    /** Asks a running server to end its sessions and stop, and waits for it. */
    void stop() {
        var stop = new ArrayList<>(List.of("pg_ctl", "stop", "-D", data.toString(), "-m", "fast"));
        stop.addAll(List.of("-w", "-t", String.valueOf(STOP_LIMIT.toSeconds())));
        try {
            run(stop, data.resolveSibling("pg_ctl.log"));
        } catch (IOException | Unavailable e) {
            LOG.atWarn()
                    .addKeyValue("data", data)
                    .setCause(e)
                    .log("the embedded PostgreSQL could not be stopped");
        }
    }

    /**
     * After a kill -9 of labd its PostgreSQL runs on; it is asked to stop before a new one starts.
     * A number in the file that by now belongs to another program is left alone.
     */
    void stopLeftOver() throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        if (isOurs(Files.readString(file))) {
            stop();
        } else {
            Files.delete(file);
        }
    }

    /** The last line that PostgreSQL logged, for a message. */
    String lastWords() {
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

    private boolean isOurs(String pidFile) throws IOException {
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

    private int run(List<String> program, Path said) throws IOException {
        try {
            return launch(program, said).waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while '%s' ran".formatted(program.getFirst()), e);
        }
    }

    private Process launch(List<String> program, Path said) throws IOException {
        var builder =
                new ProcessBuilder(asOrdinaryUser(program))
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()));
        builder.environment().keySet().retainAll(List.of("PATH", "TMPDIR"));
        builder.environment().putAll(Map.of("LC_ALL", "C"));
        builder.directory(Path.of("/").toFile());
        return builder.start();
    }

    /**
     * PostgreSQL refuses to run as root; in a user namespace of its own root is nobody, and owns
     * its files all the same.
     */
    private List<String> asOrdinaryUser(List<String> program) {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(home.resolve("bin").resolve(program.getFirst()).toString());
        command.addAll(program.subList(1, program.size()));
        return command;
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
