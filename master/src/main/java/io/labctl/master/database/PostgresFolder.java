package io.labctl.master.database;

import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's programs and one set of data, and what can be done to them from outside.
 *
 * @param data PostgreSQL's own folder
 */
record PostgresFolder(PostgresPrograms programs, Path data) {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresFolder.class);
    private static final long LARGEST_LOG = 1 << 20;

    /** As measured, a little less than either takes. */
    private static final long FRESH_DATA_BYTES = 38 << 20;

    private static final long PROGRAMS_BYTES = 57 << 20;

    /**
     * A server that is killed leaves this memory behind. Among its data the next start, or who
     * deletes the folder, clears it away; in {@code /dev/shm} nobody would.
     */
    private static final List<String> SHARED_MEMORY_AMONG_THE_DATA =
            List.of("-c", "dynamic_shared_memory_type=mmap");

    /** What stopping at once and killing may take. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    static PostgresFolder in(Path directory) {
        var log = new ProgramLog(directory.resolve("postgres.log"), LARGEST_LOG);
        return new PostgresFolder(
                new PostgresPrograms(directory.resolve("programs"), log),
                directory.resolve("data"));
    }

    /** Why the program that ran last ended, in its own words. */
    String lastWords() {
        return programs.log().lastWords();
    }

    /**
     * Brings the programs of this bundle in and makes the data, where they are not there yet. The
     * server may not be running.
     *
     * @throws Unavailable when there is no room for them, or the data are another major version's
     */
    void prepare(PostgresBundle bundle, String user, Path passwordFile) throws IOException {
        Path version = data.resolve("PG_VERSION");
        if (!Files.exists(version)) {
            Folders.delete(fresh());
            Folders.deleteDraftsOf(programs.home());
            mustHaveRoom(programs.version().equals(Optional.of(bundle.version())));
            programs.bring(bundle);
            initialise(user, passwordFile);
            return;
        }
        String major = Files.readString(version).strip();
        if (!major.equals(bundle.major())) {
            throw new Unavailable(
                    "the data in '%s' are PostgreSQL %s's, but this labd brings PostgreSQL %s; dump them while the labd that made them runs (pg_dumpall), start this one with an empty folder and restore the dump, or go back to that labd"
                            .formatted(data, major, bundle.major()));
        }
        programs.bring(bundle);
    }

    /** Looked at before, as the programs that fail on a full disk do not always say so. */
    private void mustHaveRoom(boolean programsAreThere) throws IOException {
        Path directory = data.toAbsolutePath().resolveSibling("").normalize();
        long needed = FRESH_DATA_BYTES + (programsAreThere ? 0 : PROGRAMS_BYTES);
        if (Files.getFileStore(directory).getUsableSpace() < needed) {
            throw new Unavailable(
                    "the disk of the embedded database's folder '%s' has no room for a first start, which needs at least 100 MB; free space on it or give another folder with --data"
                            .formatted(directory));
        }
    }

    private Path fresh() {
        return data.resolveSibling("data.new");
    }

    private void initialise(String user, Path passwordFile) throws IOException {
        LOG.atInfo().addKeyValue("data", data).log("initialising the embedded PostgreSQL");
        Path fresh = fresh();
        Files.createDirectory(
                fresh,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var initdb = new ArrayList<>(List.of("initdb", "-D", fresh.toString(), "-U", user));
        initdb.addAll(List.of("-A", "scram-sha-256", "--pwfile=" + passwordFile));
        initdb.addAll(List.of("-E", "UTF8", "--locale=C"));
        if (programs.run(initdb) != 0) {
            throw new Unavailable(
                    "could not initialise the embedded PostgreSQL: %s".formatted(lastWords()));
        }
        Files.move(fresh, data);
    }

    /** On loopback only, without a socket file; ends with the thread that calls this. */
    Process startServer(int port) throws IOException {
        var postgres = new ArrayList<>(List.of("postgres", "-D", data.toString()));
        postgres.addAll(List.of("-p", String.valueOf(port), "-h", "127.0.0.1", "-k", ""));
        postgres.addAll(SHARED_MEMORY_AMONG_THE_DATA);
        return programs.launch(postgres);
    }

    /**
     * Stops a server, first in good order (its sessions are ended, its data written), then at once
     * (it repairs its data when it starts again), and at last by killing all of it.
     *
     * @param limit for all of it
     */
    void stop(ProcessHandle server, Duration limit) {
        if (ends(server, "INT", limit.minus(AT_ONCE))) {
            return;
        }
        LOG.atWarn().addKeyValue("data", data).log("the embedded PostgreSQL is stopped at once");
        List<ProcessHandle> sessions = server.descendants().toList();
        if (!ends(server, "QUIT", AT_ONCE)) {
            server.destroyForcibly();
            sessions.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Whether it ends in time after this signal. */
    private boolean ends(ProcessHandle server, String signal, Duration limit) {
        try {
            programs.run(List.of("pg_ctl", "kill", signal, String.valueOf(server.pid())));
            server.onExit().get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (IOException | TimeoutException | ExecutionException | Unavailable e) {
            return !server.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The server that a killed labd may have left running. A number in the file that by now belongs
     * to another program is not one.
     */
    Optional<ProcessHandle> leftOver() throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String pid = Files.readString(file).lines().findFirst().orElse("").strip();
        Optional<ProcessHandle> server =
                pid.matches("[0-9]{1,10}")
                        ? ProcessHandle.of(Long.parseLong(pid)).filter(this::isOurs)
                        : Optional.empty();
        if (server.isEmpty()) {
            Files.delete(file);
        }
        return server;
    }

    private boolean isOurs(ProcessHandle process) {
        try {
            Path program = programs.home().resolve("bin/postgres").toRealPath();
            return process.info().command().filter(program.toString()::equals).isPresent();
        } catch (IOException e) {
            return false; // without its program no server of ours can have been started
        }
    }
}
